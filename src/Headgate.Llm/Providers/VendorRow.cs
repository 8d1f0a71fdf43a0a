using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>A vendor as a row of data.</summary>
public sealed record VendorRow
{
    /// <summary>The name in config: <c>type: openai</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The vendor's public base URL; null when the operator must give one.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>
    /// Paths of protocols that are not below the base URL: what stands in place of the path that <see cref="BaseUrl"/> has; default none.
    /// </summary>
    public ImmutableDictionary<WireProtocol, string> Bases { get => field ?? ImmutableDictionary<WireProtocol, string>.Empty; init; }

    /// <summary>How the base URL is written where it names the operator's account, which the operator must put in; null where it does not.</summary>
    public string? UrlPattern { get; init; }

    /// <summary>The environment variable that usually holds its key; null when it needs none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>How the credential is sent.</summary>
    public required AuthScheme Auth { get; init; }

    /// <summary>How Anthropic's protocols send the credential, where that differs; null: as <see cref="Auth"/>.</summary>
    public AuthScheme? AnthropicAuth { get; init; }

    /// <summary>The protocols spoken for every model, best first, unless config says otherwise.</summary>
    public required ImmutableArray<WireProtocol> Protocols { get; init; }

    /// <summary>Names of its models, exact or <c>prefix*</c>, by which it is found when no provider is named; empty = only under its own name.</summary>
    public ImmutableArray<string> Models { get => field.IsDefault ? [] : field; init; }

    /// <summary>
    /// True when the vendor takes <c>stream_options.include_usage</c>; false where it refuses unknown fields or sends usage unasked.
    /// </summary>
    public bool TakesStreamOptions { get; init; }

    /// <summary>Where a chat request bounds the answer: <c>max_tokens</c> (the default) or <c>max_completion_tokens</c>.</summary>
    public string MaxTokensField { get => field ?? "max_tokens"; init; }

    /// <summary>Where a chat request has its seed; default <c>seed</c>.</summary>
    public string SeedField { get => field ?? "seed"; init; }

    /// <summary>Where a chat request names the application's user: <c>user</c> (the default) or <c>safety_identifier</c>.</summary>
    public string EndUserField { get => field ?? "user"; init; }

    /// <summary>
    /// What the vendor refuses in requests, be it for some of its models only: members (<c>top_k</c>, <c>messages.name</c>,
    /// <c>encoding_format</c>), types of parts (<c>content.image_url</c>) and of formats (<c>response_format.json_schema</c>); default none.
    /// </summary>
    public ImmutableArray<string> Refuses { get => field.IsDefault ? [] : field; init; }

    /// <summary>
    /// All members that a chat request (<c>top_p</c>) and its messages (<c>messages.content</c>) may have, where the vendor refuses what it
    /// does not know; default none, which means that it ignores that.
    /// </summary>
    public ImmutableArray<string> Knows { get => field.IsDefault ? [] : field; init; }

    /// <summary>True when chat messages may have the role developer; false where it is written as system.</summary>
    public bool TakesDeveloperRole { get; init; }

    /// <summary>True when parts of chat messages may have a <c>prompt_cache_breakpoint</c>.</summary>
    public bool TakesCacheBreakpoints { get; init; }

    /// <summary>True when <c>reasoning_effort</c> may be sent for every model; false: only for models known to reason.</summary>
    public bool TakesReasoningEffort { get; init; }

    /// <summary>
    /// The values that <c>reasoning_effort</c> may have, from the least; others are told as the nearest of them. Default none: any value.
    /// </summary>
    public ImmutableArray<string> Efforts { get => field.IsDefault ? [] : field; init; }

    /// <summary>True when the model's reasoning is sent back to it in chat messages, as <c>reasoning_content</c>.</summary>
    public bool ReplaysReasoning { get; init; }

    /// <summary>True when the text of a chat message must be one string, never an array of parts.</summary>
    public bool WantsPlainText { get; init; }

    /// <summary>True when behind the instructions the user's messages and the model's must take turns; false where any order will do.</summary>
    public bool WantsTurns { get; init; }

    /// <summary>The most inputs of one call for embeddings; null = not known.</summary>
    public int? MostInputs { get; init; }

    /// <summary>
    /// True when images, documents and sounds must be sent as bytes: the gateway fetches what their URLs point to; false: the vendor does.
    /// </summary>
    public bool WantsBytes { get; init; }

    /// <summary>How many letters and digits the ids of tool calls must have; null = they are free.</summary>
    public int? ToolIdLength { get; init; }

    /// <summary>The mark of those who are told by a member of the request, not of the message.</summary>
    public const string FinalMessageGoesOn = "continue_final_message";

    /// <summary>
    /// What marks an assistant's last message as the beginning of the answer: <c>prefix</c>, a member of the message, or
    /// <c>continue_final_message</c>, a member of the request; null when the vendor takes no such beginning, or needs no mark.
    /// </summary>
    public string? PrefillMark { get; init; }

    /// <summary>
    /// What stands behind a base URL without a path of its own in calls with such a beginning; null where they go where all others go.
    /// </summary>
    public string? PrefillBase { get; init; }

    /// <summary>The vendor's page the row was read from, and the date.</summary>
    public string? Source { get; init; }

    /// <summary>True when every fact of the row was read from <see cref="Source"/>; false when some rest on common knowledge.</summary>
    public bool Verified { get; init; }

    /// <summary>True when the tests call a simulated vendor that refuses what this one refuses and answers as it answers.</summary>
    public bool Rehearsed { get; init; }

    /// <summary>True when a chat request may have this member, written as in <see cref="Knows"/>.</summary>
    public bool Takes(string member) => !Refuses.Contains(member) && (Knows.IsEmpty || Knows.Contains(member));

    /// <summary>True when the answer may be asked for by its schema.</summary>
    public bool TakesSchemas => !Refuses.Contains("response_format.json_schema");

    /// <summary>True when a chat request may have parts of this type.</summary>
    public bool TakesPart(string type) => !Refuses.Contains($"content.{type}");

    /// <summary>How a protocol of this vendor sends the credential.</summary>
    public AuthScheme AuthFor(WireProtocol protocol) =>
        NativeProtocols.Get(protocol).Dialect == Dialect.Anthropic ? AnthropicAuth ?? Auth : Auth;
}
