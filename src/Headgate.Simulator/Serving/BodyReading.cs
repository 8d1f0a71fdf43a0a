using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Reads a request's body whole.</summary>
internal static class BodyReading
{
    private static readonly ReceivedBody Nothing = new(default, default);

    public static async Task<(ReceivedBody Body, VendorError? Error)> ReadAsync(
        HttpRequest request, int mostKept, CancellationToken cancellationToken)
    {
        if (request.HttpContext.WebSockets.IsWebSocketRequest)
            return (Nothing, null);
        try
        {
            using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
            await request.Body.CopyToAsync(buffer, cancellationToken);
            var whole = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            // What is cut off is copied, so that the record does not keep the rest alive.
            var kept = whole.Length <= mostKept ? whole : whole[..mostKept].ToArray();
            return (new ReceivedBody(whole, kept), null);
        }
        catch (BadHttpRequestException error)
        {
            return (Nothing, new VendorError(error.StatusCode, error.Message));
        }
    }
}
