using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.GeminiGenerateContent;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols;

/// <summary>Status, code and type of each error in each dialect, and how its body is written.</summary>
public static class ErrorTable
{
    /// <summary>The HTTP status for a client of this dialect.</summary>
    public static int Status(GatewayError error, Dialect dialect) =>
        error is { Kind: ErrorKind.VendorRejected, VendorStatus: { } status } ? status : ErrorRow.Of(error.Kind).StatusFor(dialect);

    /// <summary>
    /// The gateway's own code, as records, metrics and OpenAI's <c>error.code</c> name it: <c>rate_limit_exceeded</c>. A vendor's refusal
    /// is
    /// <c>vendor_rejected</c>, so that a vendor's words never become a metric's label; its client gets the vendor's code.
    /// </summary>
    public static string Code(GatewayError error) => ErrorRow.Of(error.Kind).Code;

    /// <summary>Writes the body of an error reply.</summary>
    public static void Write(GatewayError error, Dialect dialect, string requestId, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        switch (dialect)
        {
            case Dialect.OpenAI:
                OpenAIError.Of(error).WriteTo(writer);
                break;
            case Dialect.Gemini:
                GeminiError.Of(error).WriteTo(writer);
                break;
            default:
                WriteAnthropic(error, requestId, writer);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads the vendor's words out of an error reply of this dialect; every part null when it is none.</summary>
    /// <remarks>
    /// Takes OpenAI's and Anthropic's shapes, in a reply or a stream's event, and what else vendors send: <c>{"error":"…"}</c>,
    /// <c>{"message":"…"}</c>, FastAPI's <c>{"detail":…}</c>, Google's array around its error. A cut body gives what it still holds. Never
    /// throws.
    /// </remarks>
    public static VendorError ReadVendor(ReadOnlySpan<byte> body) => VendorErrorReader.Read(body);

    /// <summary>
    /// A refusal for a client of another dialect than the vendor's: the sentence stays; type and code become the client's own (the type by the
    /// status, the code where the fault has one), and a parameter of the vendor's body, which the client never saw, goes.
    /// </summary>
    public static VendorError Reword(VendorError vendor, UpstreamFault fault, Dialect client) => vendor with
    {
        Type = null,
        Code = fault == UpstreamFault.ContextTooLong && client == Dialect.OpenAI ? "context_length_exceeded" : null,
        Param = null,
    };

    private static void WriteAnthropic(GatewayError error, string requestId, Utf8JsonWriter writer)
    {
        VendorError? vendor = error.Kind == ErrorKind.VendorRejected ? error.Vendor : null;
        writer.WriteString("type"u8, "error"u8);
        writer.WriteStartObject("error"u8);
        writer.WriteString("type"u8, vendor?.Type ?? AnthropicType(error));
        writer.WriteString("message"u8, vendor?.Message ?? error.Message);
        writer.WriteEndObject();
        writer.WriteString("request_id"u8, requestId);
    }

    private static string AnthropicType(GatewayError error) => (error.Kind, error.VendorStatus) switch
    {
        (ErrorKind.VendorRejected, 404) => "not_found_error",
        (ErrorKind.VendorRejected, 413) => "request_too_large",
        _ => ErrorRow.Of(error.Kind).AnthropicType,
    };
}
