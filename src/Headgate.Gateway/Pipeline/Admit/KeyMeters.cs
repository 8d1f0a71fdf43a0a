namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>What one key has used of its limits. Lives as long as the process.</summary>
internal sealed class KeyMeters
{
    public CellRate Requests { get; } = new();

    public CellRate Tokens { get; } = new();

    public ConcurrencyMeter Concurrency { get; } = new();
}
