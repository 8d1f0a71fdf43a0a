using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Stores;
using Headgate.Llm.Framing;
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
        ImmutableArray<string> ids = BodyIds.Find(inbound.Scan);
        return ids.IsEmpty ? new(plan) : PlaceAsync(ids, plan, caller, departed);
    }

    /// <summary>Makes it durable whose a stored response is, before the client sees its id.</summary>
    public ValueTask KeepAsync(UpstreamReply reply, Inbound inbound, Caller caller, CancellationToken departed)
    {
        Target target = reply.Trace.Target;
        bool isStored = inbound.Protocol.Protocol == WireProtocol.OpenAIResponses && target.TranslatedTo is null && !IsFalse(inbound, "store"u8);
        string? id = reply switch
        {
            _ when !isStored => null,
            UpstreamReply.Whole whole => whole.Reading.ResponseId,
            UpstreamReply.Streamed streamed => streamed.Stream.Reading.ResponseId,
            _ => null,
        };
        return id is null ? ValueTask.CompletedTask : objects.KeepAsync(
            [
                new OwnedObject
                {
                    Id = id,
                    Kind = OwnedKind.Response,
                    Scope = caller.Scope,
                    KeyId = caller.Key.Id,
                    Provider = target.Provider.Name,
                    Credential = target.Credential.Id,
                    Endpoint = target.Provider.Endpoint.BaseUrl.AbsoluteUri,
                    Created = time.GetUtcNow(),
                },
            ],
            departed);
    }

    private async ValueTask<Outcome<AttemptPlan>> PlaceAsync(ImmutableArray<string> ids, AttemptPlan plan, Caller caller, CancellationToken departed) =>
        (await _ownership.CheckAsync(caller, ids, departed)).Failed(out GatewayError? error, out Holdings? held) ? error : held.Pin(plan);

    private static bool IsFalse(Inbound inbound, ReadOnlySpan<byte> member) =>
        inbound.Scan.TryGet(member, out JsonMember found) && found.Kind == JsonTokenType.False;
}
