using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Sends what is no model's answer: a list, a refusal in the vendor's shape, or a reset.</summary>
internal sealed class JsonReply(HttpResponse response, SimulatedCall call, Vendor vendor, CancellationToken cancellationToken)
{
    public Task RefuseAsync(VendorError error)
    {
        vendor.StampError(response.Headers, error);
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers["retry-after-ms"] = wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        }

        if (error.Status is >= 300 and < 400)
            response.Headers.Location = "/_simulator/account";
        return SendAsync(error.Status, json => vendor.WriteError(json, error, call.Id));
    }

    public async Task SendAsync(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonStyle.Writer))
            write(json);
        call.Answers(status);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    /// <summary>A connection cannot be refused once it is there: a reset before any byte is the nearest thing.</summary>
    public void Reset()
    {
        call.Move(CallState.Dropped);
        response.HttpContext.Abort();
    }
}
