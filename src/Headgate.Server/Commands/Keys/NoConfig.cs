using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Server.Commands.Keys;

/// <summary>The config beside a store that is changed while no gateway runs: there is none, and nothing to reload.</summary>
internal sealed class NoConfig : IConfigControl
{
    /// <inheritdoc />
    public ConfigSnapshot Current { get; } = new()
    {
        Hash = "",
        Server = new ServerOptions(),
        Providers = [],
        Models = new ModelTable([], []),
        Keys = new KeyRing([]),
        AdminTokens = [],
        Log = new LogOptions(),
        AuthRequired = true,
    };

    /// <inheritdoc />
    public ImmutableArray<string> Teams => [];

    /// <inheritdoc />
    public ImmutableArray<FindingView> Warnings => [];

    /// <inheritdoc />
    public RefusedReload? Refused => null;

    /// <inheritdoc />
    public ValueTask ReloadAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public JsonElement Effective() => JsonElement.Parse("{}");

    /// <inheritdoc />
    public ConfigVerdict Validate(string text) => new([], []);
}
