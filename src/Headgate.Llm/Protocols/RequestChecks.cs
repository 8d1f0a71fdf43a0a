using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// What the gateway itself relies on in a request. All else is the vendor's to judge: an unknown field is never an error.
/// </summary>
internal static class RequestChecks
{
    private const int LongestModel = 256;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(char.MinValue, 0x100).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary><c>$.model</c> is a non-empty string that can be a name.</summary>
    public static GatewayError? Model(JsonScan request)
    {
        if (!IsGiven(request, "model"u8, out JsonMember model))
        {
            return Refuse("$.model", "is missing; name the model to call");
        }

        if (model.Kind != JsonTokenType.String)
        {
            return Mistyped("$.model", "a string", model);
        }

        return request.GetString("model"u8) switch
        {
            null or "" => Refuse("$.model", "is empty; name the model to call"),
            // The name goes into headers, records and metrics.
            { Length: > LongestModel } => Refuse("$.model", $"is longer than {LongestModel} characters"),
            { } name when name.AsSpan().ContainsAny(Controls) => Refuse("$.model", "holds a control character"),
            _ => null,
        };
    }

    /// <summary><c>$.messages</c> is a non-empty array.</summary>
    public static GatewayError? Messages(JsonScan request) => Turns(request, "messages"u8, "$.messages");

    /// <summary><c>$.contents</c> is a non-empty array, or a single turn, which Google takes without its array.</summary>
    public static GatewayError? Contents(JsonScan request) =>
        IsGiven(request, "contents"u8, out JsonMember contents) && contents.Kind == JsonTokenType.StartObject
            ? null
            : Turns(request, "contents"u8, "$.contents");

    /// <summary>A member is there, a string or an array: what <c>input</c> and <c>prompt</c> may be.</summary>
    public static GatewayError? Text(JsonScan request, string name)
    {
        if (!IsGiven(request, System.Text.Encoding.UTF8.GetBytes(name), out JsonMember text))
        {
            return Refuse($"$.{name}", "is missing; send a string or an array");
        }

        return text.Kind is JsonTokenType.String or JsonTokenType.StartArray ? null : Mistyped($"$.{name}", "a string or an array", text);
    }

    /// <summary><c>$.stream</c> is a boolean, null or absent.</summary>
    public static GatewayError? Stream(JsonScan request) =>
        !IsGiven(request, "stream"u8, out JsonMember stream) || stream.Kind is JsonTokenType.True or JsonTokenType.False
            ? null
            : Mistyped("$.stream", "a boolean", stream);

    /// <summary><c>$.stream_options</c> is an object, null or absent.</summary>
    public static GatewayError? StreamOptions(JsonScan request) =>
        !IsGiven(request, "stream_options"u8, out JsonMember options) || options.Kind == JsonTokenType.StartObject
            ? null
            : Mistyped("$.stream_options", "an object", options);

    /// <summary>True when a member is there and not null, which every protocol here takes for absent.</summary>
    public static bool IsGiven(JsonScan request, ReadOnlySpan<byte> name, out JsonMember member) =>
        request.TryGet(name, out member) && member.Kind != JsonTokenType.Null;

    /// <summary>A refusal that names where and what.</summary>
    public static GatewayError Refuse(string path, string what) =>
        new(ErrorKind.InvalidRequest, $"{path} {what}.") { Param = path };

    private static GatewayError? Turns(JsonScan request, ReadOnlySpan<byte> name, string place)
    {
        if (!IsGiven(request, name, out JsonMember turns))
        {
            return Refuse(place, "is missing; send at least one message");
        }

        if (turns.Kind != JsonTokenType.StartArray)
        {
            return Mistyped(place, "an array", turns);
        }

        return IsEmptyArray(request, turns) ? Refuse(place, "is empty; send at least one message") : null;
    }

    private static GatewayError Mistyped(string path, string wanted, in JsonMember found) =>
        Refuse(path, $"must be {wanted}, but it is {JsonRefusal.Describe(found.Kind)}");

    private static bool IsEmptyArray(JsonScan request, in JsonMember array) =>
        request.Bytes.Span[(array.ValueStart + 1)..(array.ValueEnd - 1)].Trim(" \t\r\n"u8).IsEmpty;
}
