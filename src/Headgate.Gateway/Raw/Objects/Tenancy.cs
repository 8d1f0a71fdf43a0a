using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// What the pipeline asks about vendors' objects: may this body name what it names, and where does that lead; and whose is the response that a
/// vendor has stored.
/// </summary>
internal sealed class Tenancy(IOwnedObjects objects, TimeProvider time)
{
    private readonly Ownership _ownership = new(objects);

    /// <summary>The plan, without the targets that cannot know what the body names; an error when any of it is not the caller's.</summary>
    public ValueTask<Outcome<AttemptPlan>> PlaceAsync(AttemptPlan plan, Inbound inbound, Caller caller, CancellationToken departed)
    {
        NamedIds ids = BodyIds.Find(inbound.Scan);
        return ids.IsEmpty ? new(plan) : PlaceAsync(ids, plan, inbound.Protocol, caller, departed);
    }

    /// <summary>
    /// Makes it durable whose a stored response is, before the client sees its id; and whose the items are that it consists of, before the client sees
    /// that it is whole.
    /// </summary>
    public ValueTask KeepAsync(UpstreamReply reply, Inbound inbound, Caller caller, CancellationToken departed)
    {
        Target target = reply.Trace.Target;
        if (!inbound.IsStoring || target.TranslatedTo is not null)
        {
            return ValueTask.CompletedTask;
        }

        if (reply is UpstreamReply.Whole { Reading: { ResponseId: { } whole } reading })
        {
            return objects.KeepAsync([Owned(whole, OwnedKind.Response, target, caller), .. Items(reading.ItemIds, target, caller)], departed);
        }

        if (reply is not UpstreamReply.Streamed { Stream.Reading: { ResponseId: { } begun } stream } streamed)
        {
            return ValueTask.CompletedTask;
        }

        streamed.BeforeEnd = KeepItems(stream, target, caller, departed);
        return objects.KeepAsync([Owned(begun, OwnedKind.Response, target, caller)], departed);
    }

    private Func<ValueTask> KeepItems(StreamReading stream, Target target, Caller caller, CancellationToken departed) =>
        () => stream.ItemIds is { } ids ? objects.KeepAsync([.. Items(ids, target, caller)], departed) : default;

    private async ValueTask<Outcome<AttemptPlan>> PlaceAsync(
        NamedIds ids, AttemptPlan plan, NativeProtocol asked, Caller caller, CancellationToken departed) =>
        (await _ownership.CheckAsync(caller, ids, departed)).Failed(out GatewayError? error, out Holdings? held) ? error : held.Pin(plan, asked);

    private IEnumerable<OwnedObject> Items(IReadOnlyList<string>? ids, Target target, Caller caller) =>
        (ids ?? []).Select(id => Owned(id, OwnedKind.Item, target, caller));

    private OwnedObject Owned(string id, OwnedKind kind, Target target, Caller caller) => new()
    {
        Id = id,
        Kind = kind,
        Scope = caller.Scope,
        KeyId = caller.Key.Id,
        Provider = target.Provider.Name,
        Credential = target.Credential.Id,
        Endpoint = target.Provider.Endpoint.BaseUrl.AbsoluteUri,
        Created = time.GetUtcNow(),
    };
}
