using System.Buffers;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Freeform;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A chat request on its way to targets that do not speak its protocol, with bytes in place of URLs where a vendor takes only those.</summary>
internal sealed class RequestTranslation(
    IIngressCodec client, ModelAlias alias, Inbound inbound, AnswerMemory memory, RequestTrace trace, UrlFetcher? fetcher, TimeProvider time)
    : IRequestTranslation
{
    private Outcome<ChatRequest>? _read;
    private FetchedMedia? _media;

    /// <summary>The client's protocol.</summary>
    public WireProtocol Client => client.Protocol;

    /// <summary>True when there is a target that may go on with what another has told; default false.</summary>
    public bool HasHeir { get; init; }

    private bool IsContinued => HasHeir && !Read().Failed(out _, out ChatRequest? request) && ResumableRequest.IsContinued(request);

    /// <inheritdoc />
    public async ValueTask<GatewayError?> RefuseAsync(Target target, long endsAt, CancellationToken departed)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out ChatRequest? request))
        {
            return unreadable;
        }

        if (FilesFor(target) is { } files && (await files.ResolveAsync(request, endsAt, departed)).Failed(out GatewayError? unfetched, out request))
        {
            return unfetched;
        }

        if (alias.OnLoss != OnLoss.Reject)
        {
            return null;
        }

        var losses = new LossList();
        IEgressCodec vendor = ChatCodecs.EgressOf(protocol)!;
        Write(vendor, request, target, ReasoningAt(target, vendor), new DiscardedBytes(), losses);
        return losses.Count == 0 ? null : LossNames.Refusal(losses);
    }

    /// <inheritdoc />
    public ICallTranslation? Translate(Target target, long? bound)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out ChatRequest? request))
        {
            throw new InvalidOperationException($"A target was called that is to be left out: {unreadable.Kind}.");
        }

        ChatRequest said = FilesFor(target)?.Resolved ?? request;
        return Call(target, protocol, bound is { } tokens ? Bounded(said, tokens) : said, request, IsContinued ? new AnswerSoFar() : null, goesOn: null);
    }

    /// <inheritdoc />
    public ICallTranslation? Retell(Target target)
    {
        if (!IsContinued || inbound.IsStoring || Read().Failed(out _, out ChatRequest? request) || !ResumableRequest.IsToldByHub(request))
        {
            return null;
        }

        IEgressCodec vendor = ChatCodecs.EgressOf(client.Protocol)!;
        return new NativeRetelling(losses => new StreamTranslation(
            vendor.DecodeStream(SentRequest.Plain), client.EncodeStream(request, losses),
            new ReasoningCollector(ReasoningAt(target, vendor), vendor.Protocol, standsIn: false), new FreeformRaising(request), keep: null,
            OwnId, time)
        {
            SoFar = new AnswerSoFar(),
        });
    }

    /// <summary>The call of a target that goes on with an answer.</summary>
    /// <param name="target">The target; it takes over.</param>
    /// <param name="broken">The stream that has broken off.</param>
    /// <param name="before">What was used for it.</param>
    /// <param name="bound">The most tokens that may still come; null when that is left open.</param>
    public ICallTranslation TranslateOn(Target target, StreamTranslation broken, Usage? before, long? bound)
    {
        if (Read().Failed(out GatewayError? unreadable, out ChatRequest? request))
        {
            throw new InvalidOperationException($"A stream was opened for a request that cannot be read: {unreadable.Kind}.");
        }

        string told = broken.SoFar!.Text;
        ChatRequest said = FilesFor(target)?.Resolved ?? request;
        said = said with
        {
            Messages = said.Messages.Add(new Message { Role = Role.Assistant, Parts = [new TextPart(AnswerSeam.Given(told))] }),
            ContinuesAnswer = true,
        };
        var seam = new AnswerSeam(told, before, mayEcho: target.Provider.Row.PrefillMark == "prefix");
        return Call(
            target, target.TranslatedTo ?? client.Protocol, bound is { } tokens ? Bounded(said, tokens) : said, request, broken.SoFar, (broken, seam));
    }

    /// <summary>The most tokens of the whole answer, where the client bounds it.</summary>
    public long? Bound => Read().Failed(out _, out ChatRequest? request) ? null : request.MaxOutputTokens?.Value;

    private CallTranslation Call(
        Target target, WireProtocol protocol, ChatRequest said, ChatRequest request, AnswerSoFar? soFar, (StreamTranslation, AnswerSeam)? goesOn)
    {
        IEgressCodec vendor = ChatCodecs.EgressOf(protocol)!;
        var losses = new LossList();
        CallerReasoning reasoning = ReasoningAt(target, vendor);
        BodyBuffer body = inbound.Body.Beside();
        try
        {
            SentRequest sent = Write(vendor, said, target, reasoning, body, losses);
            return new CallTranslation(client, vendor, request, reasoning, OwnId, time)
            {
                Body = body,
                Sent = sent,
                Losses = losses,
                Keep = inbound.IsStoring ? items => memory.Items.Keep(trace.Caller!.Scope, items) : null,
                SoFar = soFar,
                GoesOn = goesOn,
            };
        }
        catch
        {
            body.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _media?.Dispose();

    /// <summary>Where the target's vendor gets its files from; null when it takes URLs, or none are fetched.</summary>
    private FetchedMedia? FilesFor(Target target) =>
        target.Provider.Row.WantsBytes && fetcher is not null ? _media ??= new FetchedMedia(fetcher, time) : null;

    private Outcome<ChatRequest> Read() => _read ??= Decode();

    private Outcome<ChatRequest> Decode()
    {
        try
        {
            ChatRequest request = client.DecodeRequest(RequestShaping.ForHub(alias, inbound));
            return inbound.Protocol.IsNamedInPath ? request with { Model = inbound.Model, IsStream = inbound.IsStream } : request;
        }
        catch (UnreadableException unreadable)
        {
            return unreadable.Error;
        }
    }

    private ChatRequest Bounded(ChatRequest request, long tokens) =>
        request with { MaxOutputTokens = new Given<long>(tokens, inbound.Protocol.BoundPath!) };

    private SentRequest Write(
        IEgressCodec vendor, ChatRequest request, Target target, CallerReasoning reasoning, IBufferWriter<byte> output, LossList losses)
    {
        RequestShaping.NameBetasLeftOut(target, vendor.Protocol, inbound, losses);
        request = reasoning.Restore(request, vendor.Protocol);
        return vendor.EncodeRequest(
            FreeformLowering.Apply(request, vendor.Protocol, losses), new EgressTarget(target.UpstreamModel, target.Provider.Row), output, losses);
    }

    // What the answer is called where the vendor gives it no id.
    private string OwnId => client.OwnId(RequestId.StemOf(trace.Id));

    private CallerReasoning ReasoningAt(Target target, IEgressCodec vendor) =>
        new(memory.Reasoning, trace.Caller!.Key.Id, target.Provider.Endpoint.BaseUrl, vendor.BindsThinking(target.UpstreamModel));
}
