namespace Headgate.Gateway.Probing;

/// <summary>What came of one credential.</summary>
public sealed record ProbeResult
{
    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>Host and port, where the provider has several servers; else null.</summary>
    public string? Server { get; init; }

    /// <summary>The credential's id, which does not give it away.</summary>
    public required string Credential { get; init; }

    /// <summary>The call that told: <c>GET models</c>, or <c>chat with</c> a model; null when none was made.</summary>
    public string? Call { get; init; }

    /// <summary>What was found out.</summary>
    public required ProbeState State { get; init; }

    /// <summary>The vendor's status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What was met, as one redacted sentence; null when it works.</summary>
    public string? Detail { get; init; }

    /// <summary>How long the call took; zero when none was made.</summary>
    public TimeSpan Elapsed { get; init; }
}
