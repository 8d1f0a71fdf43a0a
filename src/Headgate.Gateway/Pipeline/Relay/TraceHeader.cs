using System.Buffers;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;

namespace Headgate.Gateway.Pipeline.Relay;

/// <summary>
/// What each attempt met, for a client that asks and whose key may see it: <c>[{"target":"a/m","status":429,"fault":"rate_limited","ms":12}]</c>, the
/// time being that until the reply's headers. An attempt without an answer has no status, one that has not failed no fault.
/// </summary>
internal static class TraceHeader
{
    /// <summary>The name, in requests and replies.</summary>
    public const string Name = "x-headgate-trace";

    /// <summary>Bytes at most, so that no proxy on the way takes the reply for too large.</summary>
    private const int MaxBytes = 4096;

    /// <summary>Room for the end: how many attempts were left off.</summary>
    private const int EndBytes = 32;

    /// <summary>True when the client asks for it and may have it. Where no key is asked for, it may: such a gateway serves its own machine alone.</summary>
    public static bool IsWanted(RequestTrace trace) => trace.Caller is { Key.SeesDiagnostics: true } && trace.Request.Headers[Name] == "1";

    /// <summary>Its value, ASCII: attempts for which there is no room are counted in a last <c>{"more":3}</c>.</summary>
    public static string Of(IReadOnlyList<AttemptTrace> attempts)
    {
        var value = new StringBuilder("[");
        var one = new ArrayBufferWriter<byte>();
        for (int i = 0; i < attempts.Count; i++)
        {
            one.ResetWrittenCount();
            Write(attempts[i], one);
            if (value.Length + one.WrittenCount > MaxBytes - EndBytes)
            {
                value.Append(i > 0 ? "," : "").Append("{\"more\":").Append(attempts.Count - i).Append('}');
                break;
            }

            value.Append(i > 0 ? "," : "").Append(Encoding.ASCII.GetString(one.WrittenSpan));
        }

        return value.Append(']').ToString();
    }

    private static void Write(AttemptTrace attempt, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output); // its usual encoder writes nothing but ASCII
        json.WriteStartObject();
        json.WriteString("target", attempt.Target.Name);
        if (attempt.Status is { } status)
        {
            json.WriteNumber("status", status);
        }

        if (attempt.Fault is { } fault)
        {
            json.WriteString("fault", fault);
        }

        json.WriteNumber("ms", (long)attempt.Elapsed.TotalMilliseconds);
        json.WriteEndObject();
    }
}
