using System.Buffers;
using System.Text;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Server.DataPlane;

/// <summary>The data plane's answer to <c>/healthz</c> and <c>/readyz</c>.</summary>
internal static class HealthReply
{
    /// <summary>The media type of the body.</summary>
    public const string ContentType = "application/json";

    /// <summary>The body: status and config hash, neither of which holds anything to escape.</summary>
    public static byte[] Body(string status, string configHash) =>
        Encoding.UTF8.GetBytes($$"""{"status":"{{status}}","config":"{{configHash}}"}""");

    /// <summary>Sends it on the data plane.</summary>
    public static ValueTask WriteAsync(int httpStatus, string status, string configHash, IClientReply reply, CancellationToken departed)
    {
        byte[] body = Body(status, configHash);
        reply.SetHeader("cache-control", "no-store");
        reply.Start(httpStatus, ContentType, body.Length);
        reply.Body.Write(body);
        return reply.FlushAsync(departed);
    }
}
