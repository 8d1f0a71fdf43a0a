using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What of a vendor's words may leave: careless vendors echo credentials, and prompts.</summary>
internal static class VendorWords
{
    private const int LongestName = 64;

    /// <summary>The error without our secrets, for the client whose request it is about.</summary>
    public static VendorError Redact(VendorError error, AttemptTrace trace) =>
        Redaction.Redact(error, [trace.Secret, .. trace.Target.Provider.Headers.Select(header => header.Value)]);

    /// <summary>
    /// The error's type and code, for records: <c> (overloaded_error)</c>. Not its message: that may quote the prompt, which is
    /// kept only where the operator keeps bodies.
    /// </summary>
    public static string Named(VendorError error) =>
        (Name(error.Type), Name(error.Code)) switch
        {
            (null, null) => "",
            ({ } type, null) => $" ({type})",
            (null, { } code) => $" ({code})",
            ({ } type, { } code) => $" ({type}, {code})",
        };

    private static string? Name(string? word) =>
        word is { Length: > 0 and <= LongestName } && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? word : null;
}
