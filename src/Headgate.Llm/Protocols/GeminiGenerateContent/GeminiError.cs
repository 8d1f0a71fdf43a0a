using System.Text.Json;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>The words of an error of Google's: https://ai.google.dev/gemini-api/docs/troubleshooting, read 2026-11-22.</summary>
internal readonly record struct GeminiError(int Code, string Message, string Status)
{
    /// <summary>An error in Google's words; a vendor's refusal keeps the vendor's own.</summary>
    public static GeminiError Of(GatewayError error)
    {
        int code = ErrorTable.Status(error, Dialect.Gemini);
        return error is { Kind: ErrorKind.VendorRejected, Vendor: { } vendor }
            ? new GeminiError(code, vendor.Message ?? error.Message, vendor.Type ?? Word(code))
            : new GeminiError(code, error.Message, Word(code));
    }

    /// <summary>Writes the member <c>error</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, Code);
        writer.WriteString("message"u8, Message);
        writer.WriteString("status"u8, Status);
        writer.WriteEndObject();
    }

    private static string Word(int code) => code switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        500 => "INTERNAL",
        504 => "DEADLINE_EXCEEDED",
        > 500 => "UNAVAILABLE",
        _ => "INVALID_ARGUMENT",
    };
}
