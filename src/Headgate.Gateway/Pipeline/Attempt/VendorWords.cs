using Headgate.Gateway.Pipeline.Route;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Takes our secrets out of what a vendor said: careless vendors echo credentials.</summary>
internal static class VendorWords
{
    public static VendorError Redact(VendorError error, Target target)
    {
        string?[] secrets = [target.Credential.Secret, .. target.Provider.Headers.Select(header => header.Value)];
        return new VendorError(Clean(error.Type, secrets), Clean(error.Code, secrets), Clean(error.Message, secrets), Clean(error.Param, secrets));
    }

    private static string? Clean(string? text, string?[] secrets) => text is null ? null : Redaction.Clean(text, secrets);
}
