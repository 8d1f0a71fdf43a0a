using System.Buffers;

namespace Headgate.Llm.Protocols;

/// <summary>Status, code and type of each error in each dialect, and how its body is written.</summary>
public static class ErrorTable
{
    /// <summary>The HTTP status for a client of this dialect.</summary>
    public static int Status(GatewayError error, Dialect dialect) => throw null!;

    /// <summary>The gateway's own code, as records, metrics and OpenAI's <c>error.code</c> name it: <c>rate_limit_exceeded</c>.</summary>
    public static string Code(GatewayError error) => throw null!;

    /// <summary>Writes the body of an error reply.</summary>
    public static void Write(GatewayError error, Dialect dialect, string requestId, IBufferWriter<byte> output) => throw null!;

    /// <summary>Reads the vendor's words out of an error reply of this dialect; every part null when it is none.</summary>
    public static VendorError ReadVendor(ReadOnlySpan<byte> body) => throw null!;
}
