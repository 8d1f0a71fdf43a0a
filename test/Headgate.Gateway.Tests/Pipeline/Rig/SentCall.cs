using System.Text;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>What the vendor received.</summary>
internal sealed record SentCall(Uri Url, Dictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);
}
