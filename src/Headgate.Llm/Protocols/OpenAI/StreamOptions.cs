using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>The member <c>stream_options</c> of chat and legacy completions.</summary>
internal static class StreamOptions
{
    /// <summary>True when the request asks for usage in its stream.</summary>
    public static bool AskForUsage(JsonScan request) =>
        request.TryGet("stream_options"u8, out JsonMember options)
        && options.Kind == JsonTokenType.StartObject
        && JsonScan.OfObject(request.ValueOf(options)).IsTrue("include_usage"u8);
}
