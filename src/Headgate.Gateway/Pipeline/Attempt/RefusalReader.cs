using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Reads an answer that is no success: what it means, and what of its words may be passed on.</summary>
internal static class RefusalReader
{
    /// <summary>An error's body is read until it is at least this long.</summary>
    private const int MaxBytes = 64 << 10;

    public static async ValueTask<CallResult> ReadAsync(HttpResponseMessage response, Target target, TimeProvider time, CancellationToken cancellation)
    {
        using var body = new PooledBytes();
        await using (Stream stream = await response.Content.ReadAsStreamAsync(cancellation))
        {
            int read;
            while (body.Length < MaxBytes && (read = await stream.ReadAsync(body.GetMemory(), cancellation)) > 0)
            {
                body.Advance(read);
            }
        }

        VendorError vendor = VendorWords.Redact(ErrorTable.ReadVendor(body.Span), target);
        int status = (int)response.StatusCode;
        UpstreamFault fault = target.Provider.Vendor.Classify(response.StatusCode, body.Span);
        return new AttemptFailure(fault, $"The provider answered {status}: {vendor.Message ?? "(no message)"}")
        {
            Status = status,
            RetryAfter = HeaderPolicy.RetryAfter(response.Headers, time.GetUtcNow()),
            Vendor = vendor,
        };
    }
}
