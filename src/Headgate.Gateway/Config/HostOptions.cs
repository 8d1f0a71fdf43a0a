using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>What is fixed when the process starts: a change of it is reported as <em>needs restart</em>.</summary>
public sealed record HostOptions
{
    /// <summary>
    /// <c>server.listen</c>, or <c>--listen</c>, or <c>HEADGATE_LISTEN</c>: the data plane. Default <c>http://127.0.0.1:4000</c>.
    /// </summary>
    public required ImmutableArray<ListenAddress> Listen { get; init; }

    /// <summary>
    /// <c>server.admin</c>, or <c>--admin</c>, or <c>HEADGATE_ADMIN</c>: the control plane. Default <c>http://127.0.0.1:4001</c>.
    /// </summary>
    public required ListenAddress Admin { get; init; }

    /// <summary><c>server.hosts</c>: further host names under which the control plane may be called. Default none.</summary>
    public required ImmutableArray<string> Hosts { get; init; }

    /// <summary>
    /// <c>server.data</c>, or <c>--data</c>, or <c>HEADGATE_DATA</c>: the folder of everything that is kept. Default <c>./data</c>.
    /// </summary>
    public required string DataFolder { get; init; }

    /// <summary><c>server.inline_io</c>: serve sockets without a hop between threads. Default true.</summary>
    public required bool InlineIo { get; init; }

    /// <summary>The keys whose values differ from those of another config.</summary>
    public ImmutableArray<string> Differences(HostOptions other)
    {
        (string Key, bool IsSame)[] keys =
        [
            ("server.listen", Listen.SequenceEqual(other.Listen)), ("server.admin", Admin == other.Admin),
                ("server.hosts", Hosts.SequenceEqual(other.Hosts)),
            ("server.data", DataFolder == other.DataFolder), ("server.inline_io", InlineIo == other.InlineIo),
        ];
        return [.. keys.Where(key => !key.IsSame).Select(key => key.Key)];
    }
}
