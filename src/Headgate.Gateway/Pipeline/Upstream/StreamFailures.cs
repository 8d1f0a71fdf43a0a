using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What a failure inside a stream means.</summary>
internal static class StreamFailures
{
    /// <summary>After an event that is an error, is no event at all, or is too large.</summary>
    public static AttemptFailure Of(VendorStream stream, AttemptTrace trace)
    {
        if (stream.Reading.Error is not { } error)
        {
            return new AttemptFailure(UpstreamFault.ServerError, stream.IsTooLarge
                ? "An event of the stream is larger than 16 MiB."
                : "The stream held an event that its protocol does not allow.");
        }

        UpstreamFault fault = trace.Target.Provider.Vendor.ClassifyStreamError(error);
        VendorError vendor = VendorWords.Redact(error, trace);
        return new AttemptFailure(fault, $"The stream held an error{VendorWords.Named(vendor)}.")
        {
            Vendor = vendor,
            // A refusal of the request itself has no status of its own once the stream is open.
            Status = fault is UpstreamFault.BadRequest or UpstreamFault.ContextTooLong or UpstreamFault.ContentFiltered ? 400 : null,
        };
    }
}
