using System.Collections.Immutable;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Translation;

/// <summary>The vendors and models that translation is tried with: of each kind that is treated differently, one.</summary>
internal static class Targets
{
    /// <summary>Thinks adaptively, refuses sampling and prefill, takes system messages in between.</summary>
    public static readonly EgressTarget NewClaude = Of("anthropic/claude-opus-4-8");

    /// <summary>Thinks within a budget, takes sampling and prefill.</summary>
    public static readonly EgressTarget OlderClaude = Of("anthropic/claude-haiku-4-5");

    /// <summary>Does not think; has no structured output of its own.</summary>
    public static readonly EgressTarget OldClaude = Of("anthropic/claude-3-5-haiku-20241022");

    public static readonly EgressTarget ReasoningGpt = Of("openai/gpt-5-mini");

    public static readonly EgressTarget PlainGpt = Of("openai/gpt-4o");

    /// <summary>A server that speaks OpenAI's protocol, about which nothing more is known.</summary>
    public static readonly EgressTarget Compatible = Of("openai-compatible/llama-3.3-70b");

    /// <summary>Wants its reasoning text back.</summary>
    public static readonly EgressTarget DeepSeek = Of("deepseek/deepseek-reasoner");

    /// <summary>The same models by OpenAI's newer protocol.</summary>
    public static readonly EgressTarget ReasoningByResponses = ByResponses(ReasoningGpt);

    public static readonly EgressTarget PlainByResponses = ByResponses(PlainGpt);

    /// <summary>Claude by Converse, which Bedrock's own provider asks in Anthropic's protocol unless told otherwise.</summary>
    public static readonly EgressTarget BedrockClaude = Of("bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0");

    /// <summary>Takes tools, forced ones too, and cache points.</summary>
    public static readonly EgressTarget Nova = Of("bedrock/us.amazon.nova-pro-v1:0");

    /// <summary>Takes next to nothing beside messages and tools.</summary>
    public static readonly EgressTarget Llama = Of("bedrock/us.meta.llama4-maverick-17b-instruct-v1:0");

    /// <summary>Thinks by level; refuses a history whose calls are not signed.</summary>
    public static readonly EgressTarget NewGemini = Of("gemini/gemini-3-flash-preview");

    public static readonly ImmutableArray<EgressTarget> Messages = [NewClaude, OlderClaude, OldClaude];

    public static readonly ImmutableArray<EgressTarget> Chat = [ReasoningGpt, PlainGpt, Compatible, DeepSeek];

    public static readonly ImmutableArray<EgressTarget> Responses = [ReasoningByResponses, PlainByResponses];

    public static readonly ImmutableArray<EgressTarget> Bedrock = [BedrockClaude, Nova, Llama];

    /// <summary>Asked in its own protocol: one that thinks by level, one that does not think.</summary>
    public static readonly ImmutableArray<EgressTarget> Ollama = [Of("ollama/gpt-oss:20b"), Of("ollama/qwen3:8b"), Of("ollama/llama3.2")];

    /// <summary>Besides: one that always thinks, by two levels; one that thinks within a budget; one that does not think.</summary>
    public static readonly ImmutableArray<EgressTarget> Gemini =
        [NewGemini, Of("gemini/gemini-3-pro-preview"), Of("gemini/gemini-2.5-flash"), Of("gemini/gemini-2.0-flash")];

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<EgressTarget> All = [.. Messages, .. Chat, .. Responses, .. Bedrock, .. Ollama, .. Gemini];

    public static ImmutableArray<EgressTarget> Speaking(WireProtocol protocol) => [.. All.Where(target => Crossing.ProtocolOf(target) == protocol)];

    /// <summary>A target by vendor and model: <c>openai/gpt-4o</c>.</summary>
    public static EgressTarget Of(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return new EgressTarget(name[(slash + 1)..], ProviderCatalog.Find(name[..slash])!);
    }

    /// <summary>The same target, asked in Responses.</summary>
    public static EgressTarget ByResponses(EgressTarget target) =>
        target with { Vendor = target.Vendor with { Protocols = [WireProtocol.OpenAIResponses] } };
}
