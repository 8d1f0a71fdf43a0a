using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Gateway.Probing;

/// <summary>Asks a model for a word, by the rooms that every request passes: addressed, signed and translated as its requests would be.</summary>
internal sealed class ChatProbe(AttemptRoom attempts, HealthBook health, BodyMemory memory, ISnapshotSource snapshots, TimeProvider time)
{
    /// <summary>The least that no vendor refuses.</summary>
    private const int MaxTokens = 16;

    private static readonly ItemMemory Nothing = new();

    /// <summary>A probe with books of its own: what it meets is not held against targets, and what they have met does not keep it from asking.</summary>
    public static ChatProbe Apart(IUpstreamConnections connections, ICredentialSource credentials, ISnapshotSource snapshots, TimeProvider time)
    {
        var memory = new BodyMemory(snapshots);
        var books = new TargetBooks(new HealthBook(time, NullLogger.Instance), new QueueBook(time), new FleetBook(time));
        var room = new AttemptRoom(
            new UpstreamCall(connections, credentials, time), books, new UrlFetcher(connections, memory, time), new AnswerMemory(), time);
        return new ChatProbe(room, books.Health, memory, snapshots, time);
    }

    /// <summary>Asks once; null where the vendor speaks nothing that a chat is translated into, or may not be called now.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="place">The vendor, at one of its servers.</param>
    /// <param name="credential">One of its credentials.</param>
    /// <param name="model">The vendor's name of the model.</param>
    /// <param name="timeouts">How long it may take.</param>
    /// <param name="cancellation">The caller's leaving.</param>
    /// <returns>What became of it: a request of one attempt.</returns>
    public async ValueTask<RequestTrace?> AskAsync(
        Caller caller, Provider place, Credential credential, string model, TimeoutOptions timeouts, CancellationToken cancellation)
    {
        ConfigSnapshot config = snapshots.Current;
        DateTimeOffset now = time.GetUtcNow();
        NativeProtocol protocol = NativeProtocols.Get(WireProtocol.OpenAIChat);
        var request = new ProbeRequest(Body(model));
        var trace = new RequestTrace(RequestId.New(now), now, protocol, request, config, time);
        trace.Identified(caller);
        if ((await new ReceiveRoom(memory, Nothing, EndUserVeil.Keyless).ReadAsync(protocol, request, caller, config, cancellation))
            .Failed(out GatewayError? error, out Inbound? inbound))
        {
            throw new InvalidOperationException($"A probe is a request like others: {error.Message}");
        }

        using Inbound received = inbound;
        trace.Received(inbound);
        var alias = new ModelAlias
        {
            Name = $"{place.Name}/{model}",
            Targets = [new AliasTarget.Model(place, model, 1)],
            Retry = new RetryOptions { Tries = 1 },
            Timeouts = timeouts,
        };
        Wanted wanted = Wanted.Of(inbound, caller, BroughtCredentials.None);
        if (RouteRoom.Plan(alias, wanted, default, config, new HealthView(health)).Failed(out _, out AttemptPlan? plan)
            || plan.Targets.FirstOrDefault(target => ReferenceEquals(target.Credential, credential)) is not { } target)
        {
            return null;
        }

        AttemptPlan one = plan with { Targets = [target] };
        trace.Planned(one);
        if (!(await attempts.ExecuteAsync(one, inbound, trace, default, config, cancellation)).Failed(out error, out UpstreamReply? reply))
        {
            using UpstreamReply answer = reply;
            trace.Status = (int)answer.Message.StatusCode;
            if (answer is UpstreamReply.Whole whole)
            {
                answer.Trace.Used(whole.Reading.Usage, whole.Reading.ServiceTier);
            }
        }
        else
        {
            (trace.Status, trace.Code) = (ErrorTable.Status(error, protocol.Dialect), ErrorTable.Code(error));
        }

        return trace.Attempts.Count == 0 ? null : trace;
    }

    private static byte[] Body(string model) => Encoding.UTF8.GetBytes(
        $$"""{"model":"{{JsonEncodedText.Encode(model)}}","max_tokens":{{MaxTokens}},"messages":[{"role":"user","content":"Say yes."}]}""");
}
