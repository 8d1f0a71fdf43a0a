namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>Travels with a message to the handler: how long a new connection may take, and how long it took.</summary>
public sealed class ConnectTrace
{
    /// <summary>Where the message carries it.</summary>
    public static HttpRequestOptionsKey<ConnectTrace> Key { get; } = new("headgate.connect");

    /// <summary>The most time a new connection (name, socket, TLS) may take.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>What a new connection took; zero when the call went out on a pooled one.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>True when a connection was refused because its address is not one that the config trusts.</summary>
    public bool Untrusted { get; set; }

    /// <summary>True when <see cref="Timeout"/> ran out.</summary>
    public bool TimedOut { get; set; }

    /// <summary>The connection being made for this message.</summary>
    internal Dial? Dial { get; set; }
}
