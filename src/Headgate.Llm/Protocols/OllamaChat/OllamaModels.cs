namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>
/// Which models think, by their names: others are refused with a wish to think. The list of https://ollama.com/search?c=thinking in part, by
/// https://docs.ollama.com/capabilities/thinking, an excerpt of 2026-11-22.
/// </summary>
internal static class OllamaModels
{
    private static readonly string[] Thinking = ["gpt-oss", "qwen3", "deepseek-r1", "deepseek-v3.", "magistral", "glm-", "kimi-k2", "minimax-m", "nemotron"];

    /// <summary>True for models that can think.</summary>
    public static bool Think(string model) =>
        Array.Exists(Thinking, name => Bare(model).StartsWith(name, StringComparison.Ordinal)) || model.Contains("thinking", StringComparison.Ordinal);

    /// <summary>True for models that are told how much to think, and cannot but think.</summary>
    public static bool ThinkByLevel(string model) => Bare(model).StartsWith("gpt-oss", StringComparison.Ordinal);

    // A namespace may stand in front: library/qwen3:8b.
    private static string Bare(string model) => model[(model.LastIndexOf('/') + 1)..];
}
