namespace Headgate.Simulator;

/// <summary>How a simulated vendor is set up. The defaults suit a test: a free loopback port, seed 0, the system's clock.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where to listen: an http URL with an IP address; port 0 picks a free port. Default <c>http://127.0.0.1:0</c>.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:0";

    /// <summary>Decides ids, flaky draws, jitter and signatures: equal seeds and equal calls give equal answers. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>The clock of every delay and time stamp. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Real model names and the behaviour each stands for, such as <c>gpt-5-mini</c> → <c>echo</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a <c>hold</c> waits for its release before the answer goes on by itself. Default 30 s.</summary>
    public TimeSpan HoldLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Google's service accounts by e-mail, each with its public key in PEM: their tokens open <c>/vertex</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> ServiceAccounts { get; init; } = new Dictionary<string, string>();

    /// <summary>Entra's applications by client id, each with its secret: their tokens open <c>/azure</c>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Applications { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an access token lives. Default one hour.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Calls remembered; the oldest are forgotten first. Default 10,000.</summary>
    public int MaxRecordedCalls { get; init; } = 10_000;

    /// <summary>Bytes of one body remembered. Default 8 MiB.</summary>
    public int MaxRecordedBodyBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Bytes of all bodies remembered; the oldest calls are forgotten first. Default 256 MiB.</summary>
    public long MaxRecordedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Largest body taken; a larger one is answered with 413. Default 64 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 64L * 1024 * 1024;
}
