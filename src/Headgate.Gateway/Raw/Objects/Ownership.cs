using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>Who may name what.</summary>
internal sealed class Ownership(IOwnedObjects objects)
{
    /// <summary>The object of a path, when it is the caller's and of its kind.</summary>
    public async ValueTask<Outcome<OwnedObject>> FindAsync(Caller caller, string id, OwnedKind kind, CancellationToken departed) =>
        await objects.FindAsync(caller.Scope, id, departed) is { } owned && owned.Kind == kind ? owned : ObjectHome.NotFound(id);

    /// <summary>The objects that a body names, when all of them are the caller's, and those of its hollow items.</summary>
    public async ValueTask<Outcome<Holdings>> CheckAsync(Caller caller, NamedIds ids, CancellationToken departed)
    {
        var held = ImmutableArray.CreateBuilder<OwnedObject>(ids.Named.Length);
        foreach (string id in ids.Named)
        {
            if (await objects.FindAsync(caller.Scope, id, departed) is not { } owned)
            {
                return ObjectHome.NotFound(Shown(id));
            }

            held.Add(owned);
        }

        var hollow = ImmutableArray.CreateBuilder<(string, OwnedObject?)>(ids.Hollow.Length);
        foreach (string id in ids.Hollow)
        {
            hollow.Add((Shown(id), await objects.FindAsync(caller.Scope, id, departed)));
        }

        return new Holdings(held.MoveToImmutable(), hollow.MoveToImmutable());
    }

    /// <summary>
    /// What keeps objects from being used at a target; null when all of them are the caller's, of the kind where one is given, and lie there.
    /// </summary>
    public async ValueTask<GatewayError?> CheckPlacedAsync(Caller caller, string[] ids, Target target, OwnedKind? kind, CancellationToken departed)
    {
        foreach (string id in ids)
        {
            OwnedObject? owned = await objects.FindAsync(caller.Scope, id, departed);
            if (owned is null || (kind ?? owned.Kind) != owned.Kind || !ObjectHome.Is(owned, target))
            {
                return ObjectHome.NotFound(Shown(id));
            }
        }

        return null;
    }

    private static string Shown(string id) => id.Length <= 128 ? id : string.Concat(id.AsSpan(0, 128), "…");
}
