using System.IO.Pipelines;
using System.Net;
using System.Text;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>A client's call, made up.</summary>
internal sealed class FakeRequest(byte[] body, params (string Name, string Value)[] headers) : IClientRequest
{
    public FakeRequest(string body, params (string Name, string Value)[] headers)
        : this(Encoding.UTF8.GetBytes(body), headers)
    {
    }

    public string Query { get; init; } = "";

    public string? PathModel { get; init; }

    public bool IsStreamInPath { get; init; }

    public ClientConnection Connection { get; init; } = new(IPAddress.Loopback);

    public long? ContentLength { get; init; } = body.Length;

    /// <summary>The body as it arrives; by default all at once.</summary>
    public PipeReader? Body { get; init; } = PipeReader.Create(new MemoryStream(body));

    /// <summary>True once the body was asked for.</summary>
    public bool WasRead { get; private set; }

    public ClientHeaders Headers { get; } = new(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)).ToArray());

    public PipeReader? OpenBody()
    {
        WasRead = true;
        return Body;
    }
}
