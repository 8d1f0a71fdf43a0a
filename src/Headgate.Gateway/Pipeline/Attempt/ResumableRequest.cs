using System.Collections.Frozen;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Whose answers another vendor may go on with (<c>resume</c>).</summary>
internal static class ResumableRequest
{
    /// <summary>
    /// Members without a counterpart in the hub that change nothing about an answer's shape. What asks for more than text and calls of tools, or is not
    /// known, is answered by the vendor's own bytes, which no other goes on with.
    /// </summary>
    private static readonly FrozenSet<string> Harmless = FrozenSet.ToFrozenSet(
    [
        "add_generation_prompt", "bad_words", "cache_salt", "chat_template", "chat_template_kwargs", "documents", "ignore_eos", "inference_geo", "labels",
        "length_penalty", "logit_bias", "metadata", "min_p", "min_tokens", "mm_processor_kwargs", "priority", "prompt_cache_key", "prompt_cache_retention",
        "prompt_mode", "repetition_penalty", "safe_prompt", "safetySettings", "safety_settings", "session_id", "skip_special_tokens",
        "spaces_between_special_tokens", "stop_token_ids", "store", "thinking_token_budget", "top_k", "truncate_prompt_tokens", "verbosity",
    ]);

    /// <summary>True when some target of a plan goes on with the answer of another.</summary>
    public static bool HasHeir(AttemptPlan plan, WireProtocol client) => plan.Targets.Any(target => IsHeir(target, client));

    /// <summary>True when a target goes on with the beginning of an answer.</summary>
    public static bool IsHeir(Target target, WireProtocol client) =>
        ChatCodecs.EgressOf(target.TranslatedTo ?? client)?.TakesPrefill(new EgressTarget(target.UpstreamModel, target.Provider.Row)) == true;

    /// <summary>True when an answer to it is text and calls of tools, one, from its beginning, and of no form that has to be whole.</summary>
    public static bool IsContinued(ChatRequest request) =>
        request is { IsStream: true, Format: null or { Kind: OutputKind.Text }, LogProbabilities: null or { Value: false }, Choices: null or { Value: 1 } }
        && request.Messages is [.., { Role: not Role.Assistant }];

    /// <summary>True when the hub tells all that an answer to it may hold.</summary>
    public static bool IsToldByHub(ChatRequest request) =>
        request.Tools.All(static tool => tool is not Tool.Native) && request.Extras.All(static extra => Harmless.Contains(extra.Name));
}
