namespace Headgate.Simulator.Gemini;

/// <summary>What a model's name tells of its generation.</summary>
internal static class GeminiModel
{
    /// <summary>Whether calls must come back with the signature of the thought behind them, and carry ids.</summary>
    public static bool Signs(string model) => model.StartsWith("gemini-3", StringComparison.Ordinal);

    /// <summary>Whether the model is of the generation that knows budgets alone, and either functions or JSON.</summary>
    public static bool IsSecond(string model) => model.StartsWith("gemini-2", StringComparison.Ordinal);

    public static bool IsPro(string model) => model.Contains("-pro", StringComparison.Ordinal);

    public static bool Thinks(string model) =>
        !model.StartsWith("gemini-2.0", StringComparison.Ordinal) && !model.StartsWith("gemini-1", StringComparison.Ordinal);
}
