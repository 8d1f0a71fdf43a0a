using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What a failure inside a stream means.</summary>
internal static class StreamFailures
{
    /// <summary>After an event that is an error, or is no event at all.</summary>
    public static AttemptFailure Of(StreamReader reader, Target target)
    {
        if (reader.Error is not { } error)
        {
            return new AttemptFailure(UpstreamFault.ServerError, "The stream held an event that its protocol does not allow.");
        }

        VendorError vendor = VendorWords.Redact(error, target);
        UpstreamFault fault = target.Provider.Vendor.ClassifyStreamError(error);
        return new AttemptFailure(fault, $"The stream held an error ({vendor.Type ?? vendor.Code ?? "unnamed"}): {vendor.Message ?? "(no message)"}")
        {
            Vendor = vendor,
        };
    }
}
