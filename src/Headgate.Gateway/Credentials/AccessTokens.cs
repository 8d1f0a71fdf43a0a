using System.Collections.Concurrent;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Credentials;

/// <summary>The access tokens in use, one per grant. They outlive a snapshot: a grant that is still written keeps its token.</summary>
internal sealed class AccessTokens(IUpstreamConnections connections, TimeProvider time) : ICredentialSource, IDisposable
{
    private readonly ConcurrentDictionary<string, TokenSlot> _slots = new(StringComparer.Ordinal);
    private readonly TokenExchange _exchange = new(connections, time);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Grants that are kept.</summary>
    public int Count => _slots.Count;

    /// <inheritdoc />
    public ValueTask<CredentialAnswer> TakeAsync(Credential credential, CancellationToken cancellation) =>
        credential.Grant is { } grant
            ? (_slots.TryGetValue(grant.Id, out TokenSlot? slot) ? slot : Add(grant, credential)).TakeAsync(cancellation)
            : ValueTask.FromResult(new CredentialAnswer(credential.Secret, null));

    /// <summary>Ends what is under way.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private TokenSlot Add(TokenGrant grant, Credential credential)
    {
        foreach ((string id, TokenSlot old) in _slots)
        {
            if (old.IsIdle)
            {
                _slots.TryRemove(id, out _);
            }
        }

        CancellationToken stopping = _stopping.Token;
        return _slots.GetOrAdd(grant.Id, _ => new TokenSlot(() => _exchange.AskAsync(grant, credential, stopping), time));
    }
}
