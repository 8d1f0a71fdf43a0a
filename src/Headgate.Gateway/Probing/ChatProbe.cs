using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Credentials;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Receive;
using Headgate.Gateway.Pipeline.Record;
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
internal sealed class ChatProbe(IUpstreamConnections connections, ICredentialSource credentials, ISnapshotSource snapshots, TimeProvider time)
{
    /// <summary>The least that no vendor refuses.</summary>
    private const int MaxTokens = 16;

    private readonly BodyMemory _memory = new(snapshots);

    /// <summary>Asks once; null where the vendor speaks nothing that a chat is translated into.</summary>
    public async ValueTask<AttemptRecord?> AskAsync(
        Provider place, Credential credential, string model, TimeoutOptions timeouts, CancellationToken cancellation)
    {
        ConfigSnapshot config = snapshots.Current;
        DateTimeOffset now = time.GetUtcNow();
        NativeProtocol protocol = NativeProtocols.Get(WireProtocol.OpenAIChat);
        var request = new ProbeRequest(Body(model));
        var trace = new RequestTrace(RequestId.New(now), now, protocol, request, config, time);
        trace.Identified(AuthenticateRoom.Anonymous);
        if ((await new ReceiveRoom(_memory).ReadAsync(protocol, request, config, cancellation)).Failed(out GatewayError? error, out Inbound? inbound))
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
        var books = new TargetBooks(new HealthBook(time, NullLogger.Instance), new QueueBook(time), new FleetBook(time));
        if (RouteRoom.Plan(alias, Wanted.Of(inbound, AuthenticateRoom.Anonymous), default, config, new HealthView(books.Health))
            .Failed(out _, out AttemptPlan? plan))
        {
            return null;
        }

        var room = new AttemptRoom(
            new UpstreamCall(connections, credentials, time), books, new UrlFetcher(connections, _memory, time), new ReasoningMemory(), time);
        AttemptPlan one = plan with { Targets = [plan.Targets.First(target => ReferenceEquals(target.Credential, credential))] };
        if (!(await room.ExecuteAsync(one, inbound, trace, default, config, cancellation)).Failed(out _, out UpstreamReply? reply))
        {
            reply.Dispose();
        }

        return trace.Attempts.Count == 0 ? null : trace.Attempts[0].ToRecord();
    }

    private static byte[] Body(string model) => Encoding.UTF8.GetBytes(
        $$"""{"model":"{{JsonEncodedText.Encode(model)}}","max_tokens":{{MaxTokens}},"messages":[{"role":"user","content":"Say yes."}]}""");
}
