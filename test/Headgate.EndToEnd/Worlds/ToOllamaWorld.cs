namespace Headgate.EndToEnd.Worlds;

/// <summary>Every SDK through the gateway to Ollama, in its own protocol.</summary>
public sealed class ToOllamaWorld : TranslatedWorld
{
    private const string Ollama = "local/qwen3:";

    /// <summary>Ollama knows no choice of tools, and signs nothing.</summary>
    internal static readonly string[] Unknown =
    [
        "langchain:structured_output_by_a_forced_tool", "genai:forced_tool", "ai-anthropic:structured_output",
        "ai-anthropic:structured_output_streamed", "openai:responses_reasoning_is_replayed",
    ];

    public override IEnumerable<string> LeftOut => Unknown;

    public override string Name => "ollama";

    public override string OpenAIModel(string behaviour) => Ollama + behaviour;

    public override string ClaudeModel(string behaviour) => Ollama + behaviour;

    public override string GeminiModel(string behaviour) => Ollama + behaviour;
}
