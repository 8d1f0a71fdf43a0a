namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>What the simulated vendors take, in billionths of a dollar per token.</summary>
internal static class CrashPrices
{
    /// <summary>As the config says it: dollars per million tokens.</summary>
    public const string Yaml = "pricing: { \"*\": { input: 0.25, output: 2 } }";

    public const long Input = 250;
    public const long Output = 2000;
}
