using System.Collections.Concurrent;

namespace Headgate.Simulator.Clouds;

/// <summary>The access tokens issued so far, each for one audience and a while.</summary>
internal sealed class Mint(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>How many were issued.</summary>
    public int Issued => Volatile.Read(ref _issued);

    /// <summary>How long a token lives.</summary>
    public TimeSpan Life => options.TokenLife;

    public string Issue(string audience)
    {
        var token = $"{audience}-token-{Interlocked.Increment(ref _issued)}-{options.Seed}";
        _ends[token] = options.TimeProvider.GetUtcNow() + options.TokenLife;
        return token;
    }

    public bool IsGood(string audience, string token) =>
        token.StartsWith(audience, StringComparison.Ordinal) && _ends.TryGetValue(token, out var end) && options.TimeProvider.GetUtcNow() < end;
}
