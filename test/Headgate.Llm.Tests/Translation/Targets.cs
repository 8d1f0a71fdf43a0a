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

    /// <summary>Thinks by level; refuses a history whose calls are not signed.</summary>
    public static readonly EgressTarget NewGemini = Of("gemini/gemini-3-flash-preview");

    /// <summary>Always thinks, by level, of which it has no medium one.</summary>
    public static readonly EgressTarget GeminiPro = Of("gemini/gemini-3-pro-preview");

    /// <summary>Thinks within a budget; has no form for its answer while it has tools.</summary>
    public static readonly EgressTarget OlderGemini = Of("gemini/gemini-2.5-flash");

    /// <summary>Does not think.</summary>
    public static readonly EgressTarget OldGemini = Of("gemini/gemini-2.0-flash");

    public static readonly ImmutableArray<EgressTarget> Messages = [NewClaude, OlderClaude, OldClaude];

    public static readonly ImmutableArray<EgressTarget> Chat = [ReasoningGpt, PlainGpt, Compatible, DeepSeek];

    public static readonly ImmutableArray<EgressTarget> Gemini = [NewGemini, GeminiPro, OlderGemini, OldGemini];

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<EgressTarget> All = [.. Messages, .. Chat, .. Gemini];

    public static ImmutableArray<EgressTarget> Speaking(WireProtocol protocol) => protocol switch
    {
        WireProtocol.OpenAIChat => Chat,
        WireProtocol.GeminiGenerateContent => Gemini,
        _ => Messages,
    };

    /// <summary>A target by vendor and model: <c>openai/gpt-4o</c>.</summary>
    public static EgressTarget Of(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return new EgressTarget(name[(slash + 1)..], ProviderCatalog.Find(name[..slash]) ?? Uncatalogued(name[..slash]));
    }

    private static VendorRow Uncatalogued(string type) => new() { Type = type, Auth = AuthScheme.Bearer, Protocols = [WireProtocol.GeminiGenerateContent] };
}
