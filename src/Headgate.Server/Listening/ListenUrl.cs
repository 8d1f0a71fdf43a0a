namespace Headgate.Server.Listening;

/// <summary>An address a host listens on, as its web server reports it: <c>http://127.0.0.1:41234</c> or <c>http://unix:/run/headgate.sock</c>.</summary>
/// <param name="Text">The report.</param>
public sealed record ListenUrl(string Text)
{
    private const string UnixPrefix = "http://unix:";

    /// <summary>Reads an address as a config writes it, <c>unix:/run/headgate.sock</c> or a URL.</summary>
    public static ListenUrl Of(string written) =>
        new(written.StartsWith("unix:", StringComparison.Ordinal) ? $"http://{written}" : written);

    /// <summary>The path of the unix socket; null for a port.</summary>
    public string? SocketPath => Text.StartsWith(UnixPrefix, StringComparison.Ordinal) ? Text[UnixPrefix.Length..] : null;

    /// <summary>What a client on this machine calls. A host that listens everywhere is on loopback too; a unix socket goes by the name of localhost.</summary>
    public Uri Url => new(SocketPath is null
        ? Text.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        : "http://localhost");

    /// <summary>The arguments of curl that reach it, without a path.</summary>
    public string CurlTarget => (SocketPath is null ? "" : $"--unix-socket {SocketPath} ") + Url.GetLeftPart(UriPartial.Authority);

    /// <summary>As it is written in the config.</summary>
    public override string ToString() => SocketPath is null ? Text : $"unix:{SocketPath}";
}
