using System.Collections.Frozen;
using System.Text;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Members of a response object that need no place in the hub: they repeat the request, or are counted elsewhere.</summary>
internal static class ResponsesEcho
{
    private static readonly FrozenSet<string> Repeated = new[]
    {
        "object", "completed_at", "background", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "parallel_tool_calls",
        "previous_response_id", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "reasoning", "safety_identifier", "store",
        "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user", "access_programs", "frequency_penalty",
        "presence_penalty", "billing", "output_text",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Meters = new[]
    {
        "cached_tokens", "cache_write_tokens", "cache_write_tokens_details", "reasoning_tokens", "audio_tokens", "image_tokens",
    }.ToFrozenSet();

    /// <summary>True for members that repeat the request.</summary>
    public static bool Repeats(ReadOnlySpan<byte> name) => Repeated.Contains(Encoding.UTF8.GetString(name));

    /// <summary>True for the totals of <c>usage</c>.</summary>
    public static bool IsTotal(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("input_tokens"u8) || name.SequenceEqual("output_tokens"u8) || name.SequenceEqual("total_tokens"u8);

    /// <summary>True for the details of <c>usage</c> that the meters hold.</summary>
    public static bool IsMeter(ReadOnlySpan<byte> name) => Meters.Contains(Encoding.UTF8.GetString(name));
}
