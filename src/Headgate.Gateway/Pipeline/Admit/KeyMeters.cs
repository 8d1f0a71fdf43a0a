namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>What one key has used of its limits. Lives as long as the process.</summary>
internal sealed class KeyMeters
{
    public RequestRate Requests { get; } = new();

    public ConcurrencyMeter Concurrency { get; } = new();
}
