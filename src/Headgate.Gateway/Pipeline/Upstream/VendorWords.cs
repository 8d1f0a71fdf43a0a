using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>Takes our secrets out of what a vendor said: careless vendors echo credentials.</summary>
internal static class VendorWords
{
    public static VendorError Redact(VendorError error, Target target) =>
        Redaction.Redact(error, [target.Credential.Secret, .. target.Provider.Headers.Select(header => header.Value)]);
}
