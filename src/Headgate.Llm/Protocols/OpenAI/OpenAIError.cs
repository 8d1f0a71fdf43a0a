using System.Text.Json;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>
/// The words of an OpenAI error; all four members are always written: https://platform.openai.com/docs/guides/error-codes, read
/// 2026-11-22.
/// </summary>
internal readonly record struct OpenAIError(string Message, string Type, string? Param, string? Code)
{
    /// <summary>An error in OpenAI's words; a vendor's refusal keeps the vendor's own.</summary>
    public static OpenAIError Of(GatewayError error)
    {
        ErrorRow row = ErrorRow.Of(error.Kind);
        return error is { Kind: ErrorKind.VendorRejected, Vendor: { } vendor }
            ? new OpenAIError(vendor.Message ?? error.Message, vendor.Type ?? row.OpenAIType, vendor.Param, vendor.Code)
            : new OpenAIError(error.Message, row.OpenAIType, error.Param, row.Code);
    }

    /// <summary>Writes the member <c>error</c>.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, Message);
        writer.WriteString("type"u8, Type);
        writer.WriteString("param"u8, Param);
        writer.WriteString("code"u8, Code);
        writer.WriteEndObject();
    }
}
