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

    /// <summary>Codes of a quota that is used up until somebody pays: no repeat helps.</summary>
    private static readonly string[] SpentQuota = ["insufficient_quota", "billing_hard_limit_reached", "enforced_spend_limit_reached"];

    public static async ValueTask<CallResult> ReadAsync(HttpResponseMessage response, AttemptTrace trace, TimeProvider time, CancellationToken cancellation)
    {
        using var body = new PooledBytes();
        await FillAsync(body, response, cancellation);
        int status = (int)response.StatusCode;
        UpstreamFault fault = trace.Target.Provider.Vendor.Classify(response, body.Span);
        VendorError vendor = VendorWords.Redact(ErrorTable.ReadVendor(body.Span), trace);
        return new AttemptFailure(fault, $"The provider answered {status}{VendorWords.Named(vendor)}.")
        {
            Status = status,
            RetryAfter = HeaderPolicy.RetryAfter(response.Headers, time.GetUtcNow())
                ?? (fault == UpstreamFault.RateLimited ? RateLimitReset.Read(response.Headers, time.GetUtcNow()) : null),
            Vendor = vendor,
            MayRepeat = !SpentQuota.Contains(vendor.Code) && !SpentQuota.Contains(vendor.Type),
        };
    }

    private static async ValueTask FillAsync(PooledBytes body, HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            int read;
            while (body.Length < MaxBytes && (read = await stream.ReadAsync(body.GetMemory(), cancellation)) > 0)
            {
                body.Advance(read);
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // The status has been said: what it means does not hang on the rest of the words.
        }
    }
}
