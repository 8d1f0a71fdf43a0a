using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Probing;

/// <summary>
/// Finds out whether vendors take the credentials that are written, with the cheapest call that tells: the list of models, else a chat of a few
/// tokens. A list that a vendor gives to anybody tells nothing of a credential. Thread-safe.
/// </summary>
public sealed class CredentialProbe : IDisposable
{
    private static readonly TimeoutOptions Timeouts = new() { Idle = TimeSpan.FromSeconds(30), Total = TimeSpan.FromSeconds(30) };

    private readonly ISnapshotSource _snapshots;
    private readonly AccessTokens _tokens;
    private readonly ModelsProbe _models;
    private readonly Func<ChatProbe> _chat;

    /// <summary>Probes by a config.</summary>
    /// <param name="snapshots">The config.</param>
    /// <param name="connections">The way out.</param>
    /// <param name="time">The clock.</param>
    public CredentialProbe(ISnapshotSource snapshots, IUpstreamConnections connections, TimeProvider time)
    {
        _snapshots = snapshots;
        _tokens = new AccessTokens(connections, time);
        _models = new ModelsProbe(connections, _tokens, snapshots, time);
        _chat = () => ChatProbe.Apart(connections, _tokens, snapshots, time);
    }

    /// <summary>Calls each credential of a provider, at each of its servers, one after the other.</summary>
    public async Task<ImmutableArray<ProbeResult>> RunAsync(Provider provider, CancellationToken cancellation)
    {
        string? model = ModelOf(provider);
        var results = ImmutableArray.CreateBuilder<ProbeResult>();
        foreach (Provider place in provider.Places)
        {
            foreach (Credential credential in place.Credentials)
            {
                results.Add(provider.NeedsBroughtCredential ? Brought(place, credential) : await ProbeAsync(place, credential, model, cancellation));
            }
        }

        return results.ToImmutable();
    }

    /// <inheritdoc />
    public void Dispose() => _tokens.Dispose();

    private async ValueTask<ProbeResult> ProbeAsync(Provider place, Credential credential, string? model, CancellationToken cancellation)
    {
        AttemptRecord? listed = await _models.AskAsync(place, credential, isSigned: true, Timeouts, cancellation);
        bool isOpen = listed is { Fault: null } && await IsOpenAsync(place, credential, cancellation);
        if (listed is { Fault: null } && !isOpen || listed is { Fault: not null, Status: null or 401 })
        {
            return Told(place, credential, "GET models", listed);
        }

        AttemptRecord? answered = model is null ? null
            : (await _chat().AskAsync(AuthenticateRoom.Anonymous, place, credential, model, Timeouts, cancellation))?.Attempts[0].ToRecord();
        return answered is not null ? Told(place, credential, $"chat with {model}", answered)
            : listed is { Fault: not null, Status: not (404 or 405) } ? Told(place, credential, "GET models", listed)
            : new ProbeResult
            {
                Provider = place.Name,
                Server = ServerOf(place),
                Credential = credential.Id,
                State = ProbeState.Unknown,
                Detail = $"The vendor lists its models to {(isOpen ? "anybody" : "nobody")}, and no model is written that could be asked for a word.",
            };
    }

    private static ProbeResult Brought(Provider place, Credential credential) => new()
    {
        Provider = place.Name,
        Server = ServerOf(place),
        Credential = credential.Id,
        State = ProbeState.Unknown,
        Detail = "It has no credential of its own: callers bring theirs.",
    };

    /// <summary>True when the vendor gives its list also to somebody who has no credential, and this one has.</summary>
    private async ValueTask<bool> IsOpenAsync(Provider place, Credential credential, CancellationToken cancellation) =>
        (credential.Secret is not null || credential.Grant is not null)
        && await _models.AskAsync(place, credential, isSigned: false, Timeouts, cancellation) is { Fault: null };

    /// <summary>A model that the config names: of the provider itself, else of an alias.</summary>
    private string? ModelOf(Provider provider) => provider.Models
        .Concat(_snapshots.Current.Models.Aliases
            .SelectMany(alias => alias.Targets)
            .OfType<AliasTarget.Model>()
            .Where(target => target.Provider.Name == provider.Name)
            .Select(target => target.UpstreamModel ?? "*"))
        .FirstOrDefault(model => !model.EndsWith('*'));

    private static string? ServerOf(Provider place) => place.IsReplica ? place.Endpoint.BaseUrl.Authority : null;

    private static ProbeResult Told(Provider place, Credential credential, string call, AttemptRecord attempt) => new()
    {
        Provider = place.Name,
        Server = ServerOf(place),
        Credential = credential.Id,
        Call = call,
        State = attempt.Fault is null ? ProbeState.Works : ProbeState.Fails,
        Status = attempt.Status,
        Detail = attempt.Detail,
        Elapsed = attempt.Total,
    };
}
