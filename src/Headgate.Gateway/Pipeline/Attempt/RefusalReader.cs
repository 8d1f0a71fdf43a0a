using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Reads an answer that is no success: what it means, and what of its words may be passed on.</summary>
internal static class RefusalReader
{
    /// <summary>More of an error's body than this is not read.</summary>
    private const int MaxBytes = 64 << 10;

    public static async ValueTask<CallResult> ReadAsync(HttpResponseMessage response, Target target, TimeProvider time, CancellationToken cancellation)
    {
        using var body = new PooledBytes();
        await using (Stream stream = await response.Content.ReadAsStreamAsync(cancellation))
        {
            int read;
            while (body.Length < MaxBytes && (read = await stream.ReadAsync(body.GetMemory()[..Math.Min(body.GetMemory().Length, MaxBytes - body.Length)], cancellation)) > 0)
            {
                body.Advance(read);
            }
        }

        VendorError vendor = VendorWords.Redact(ErrorTable.ReadVendor(body.Span), target);
        int status = (int)response.StatusCode;
        return new AttemptFailure(target.Provider.Vendor.Classify(response.StatusCode, body.Span), $"The provider answered {status}: {vendor.Message ?? "(no message)"}")
        {
            Status = status,
            RetryAfter = HeaderPolicy.RetryAfter(response.Headers, time.GetUtcNow()),
            Vendor = vendor,
        };
    }
}
