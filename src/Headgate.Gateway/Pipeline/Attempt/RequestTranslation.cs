using System.Buffers;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// A request on its way to targets that do not speak its protocol: read into the hub once, when the first of them comes up, and written anew for
/// each call. As long as only targets of the native lane are called, it costs nothing.
/// </summary>
internal sealed class RequestTranslation(
    IIngressCodec client, ModelAlias alias, Inbound inbound, ReasoningMemory memory, string keyId, TimeProvider time)
{
    private Outcome<ChatRequest>? _read;

    /// <summary>The translation for a plan; null when it has targets of the native lane only.</summary>
    public static RequestTranslation? For(AttemptPlan plan, Inbound inbound, RequestTrace trace, ReasoningMemory memory, TimeProvider time)
    {
        foreach (Target target in plan.Targets)
        {
            if (target.TranslatedTo is not null)
            {
                IIngressCodec client = ChatCodecs.IngressOf(inbound.Protocol.Protocol)!;
                return new RequestTranslation(client, plan.Alias, inbound, memory, trace.Caller!.Key.Id, time);
            }
        }

        return null;
    }

    /// <summary>
    /// Why a target is left out: the body cannot be read, or <c>on_loss</c> forbids what would be lost there. Null when it may be called.
    /// </summary>
    public GatewayError? Refuse(Target target)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out ChatRequest? request))
        {
            return unreadable;
        }

        if (alias.OnLoss != OnLoss.Reject)
        {
            return null;
        }

        var losses = new LossList();
        Write(ChatCodecs.EgressOf(protocol)!, request, target, new DiscardedBytes(), losses);
        return losses.Count == 0 ? null : NotTranslatable(losses);
    }

    /// <summary>The call of a target that was not refused; null when it is of the native lane.</summary>
    public CallTranslation? Translate(Target target)
    {
        if (target.TranslatedTo is not { } protocol)
        {
            return null;
        }

        if (Read().Failed(out GatewayError? unreadable, out ChatRequest? request))
        {
            throw new InvalidOperationException($"A target was called that is to be left out: {unreadable.Kind}.");
        }

        IEgressCodec vendor = ChatCodecs.EgressOf(protocol)!;
        var losses = new LossList();
        BodyBuffer body = inbound.Body.Beside();
        try
        {
            SentRequest sent = Write(vendor, request, target, body, losses);
            return new CallTranslation(client, vendor, request, ReasoningAt(target), time) { Body = body, Sent = sent, Losses = losses };
        }
        catch
        {
            body.Release();
            throw;
        }
    }

    private Outcome<ChatRequest> Read() => _read ??= Decode();

    private Outcome<ChatRequest> Decode()
    {
        try
        {
            return client.DecodeRequest(RequestShaping.ForHub(alias, inbound));
        }
        catch (UnreadableException unreadable)
        {
            return unreadable.Error;
        }
    }

    private SentRequest Write(IEgressCodec vendor, ChatRequest request, Target target, IBufferWriter<byte> output, LossList losses) =>
        vendor.EncodeRequest(
            FreeformLowering.Apply(ReasoningAt(target).Restore(request, vendor.Protocol), vendor.Protocol, losses),
            new EgressTarget(target.UpstreamModel, target.Provider.Row),
            output,
            losses);

    private CallerReasoning ReasoningAt(Target target) => new(memory, keyId, target.Provider.Endpoint.BaseUrl);

    private static GatewayError NotTranslatable(LossList losses) =>
        new(ErrorKind.NotTranslatable,
            $"No target of this model can be told all of the request, and its on_loss is reject. What would be lost: {LossNames.Paths(losses)}.")
        {
            Param = losses.ToImmutable()[0].Path,
        };
}
