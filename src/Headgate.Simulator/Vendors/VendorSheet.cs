using System.Text.Json;

namespace Headgate.Simulator.Vendors;

/// <summary>What one vendor that speaks OpenAI's chat completions refuses, and how its answers differ. A row of <c>vendors.json</c>.</summary>
internal sealed record VendorSheet
{
    /// <summary>The name in the path: <c>/vendors/{name}/v1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the facts are from.</summary>
    public required string Source { get; init; }

    /// <summary>The status of a refusal of what the vendor does not know.</summary>
    public int Status { get => field == 0 ? 400 : field; init; }

    public ErrorShape Error { get; init; }

    /// <summary>The top-level fields known: every other is refused. Null: unknown ones are ignored.</summary>
    public string[]? Fields { get; init; }

    /// <summary>The fields of messages known: every other is refused. Null: unknown ones are ignored.</summary>
    public string[]? MessageFields { get; init; }

    /// <summary>Top-level fields refused.</summary>
    public string[] Refused { get => field ?? []; init; }

    /// <summary>Fields of messages refused.</summary>
    public string[] MessageRefused { get => field ?? []; init; }

    /// <summary>The roles of messages.</summary>
    public string[] Roles { get => field ?? ["system", "user", "assistant", "tool"]; init; }

    /// <summary>The types of parts that content may have; empty: it must be a string. Null: any.</summary>
    public string[]? Parts { get; init; }

    /// <summary>The values of <c>reasoning_effort</c>. Null: any.</summary>
    public string[]? Efforts { get; init; }

    /// <summary>The types of <c>response_format</c>.</summary>
    public string[] Formats { get => field ?? ["text", "json_object", "json_schema"]; init; }

    /// <summary>Whether the word JSON must be somewhere in the messages when JSON is asked for without a schema.</summary>
    public bool WantsWordJson { get; init; }

    /// <summary>The most answers to one request.</summary>
    public int MostChoices { get => field == 0 ? 128 : field; init; }

    /// <summary>Whether, behind the instructions, user or tool messages must alternate with the model's.</summary>
    public bool Alternates { get; init; }

    /// <summary>How many letters and digits the ids of calls have; null: they are free.</summary>
    public int? CallIdLength { get; init; }

    /// <summary>The field that an assistant's last message must have; null: none.</summary>
    public string? Prefill { get; init; }

    /// <summary>The field in which the model's reasoning is shown; <c>thinking</c>: as a part of the content; null: it is not shown.</summary>
    public string? Reasoning { get; init; }

    public ReasoningCount ReasoningCount { get; init; }

    public CacheCount CacheCount { get; init; }

    public StreamUsage StreamUsage { get; init; }

    public StreamErrorPlace StreamError { get; init; }

    /// <summary>The finish reason of an answer that ended by itself.</summary>
    public string StopWord { get => field ?? "stop"; init; }

    /// <summary>What answers' ids begin with.</summary>
    public string IdPrefix { get => field ?? "chatcmpl-"; init; }

    /// <summary>Whether a call is streamed as one chunk.</summary>
    public bool WholeCalls { get; init; }

    /// <summary>The comment with which a stream begins, to keep the connection alive; null: none.</summary>
    public string? Comment { get; init; }

    /// <summary>Further members of answers and chunks.</summary>
    public JsonElement Extras { get; init; }

    /// <summary>Further members of the usage.</summary>
    public JsonElement UsageExtras { get; init; }
}
