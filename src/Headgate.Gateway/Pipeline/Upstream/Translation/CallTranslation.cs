using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One call by another protocol than the client's: the request as the vendor gets it, and how its answer is told to the client.</summary>
internal sealed class CallTranslation(IIngressCodec client, IEgressCodec vendor, ChatRequest request, CallerReasoning reasoning, TimeProvider time)
{
    /// <summary>The request's bytes. The call holds them once and each sending once more.</summary>
    public required BodyBuffer Body { get; init; }

    /// <summary>How the request was written.</summary>
    public required SentRequest Sent { get; init; }

    /// <summary>What was lost: of the request, and by and by of the answer.</summary>
    public required LossList Losses { get; init; }

    /// <summary>A whole answer in the client's protocol, owned by the caller; null when it is not what the vendor's protocol allows.</summary>
    public PooledBytes? Translate(PooledBytes answer)
    {
        ChatResponse response;
        try
        {
            response = vendor.DecodeResponse(answer.Memory, Sent);
        }
        catch (UnreadableException)
        {
            return null;
        }

        foreach (Loss loss in response.Losses)
        {
            Losses.Add(loss.Path, loss.Reason);
        }

        response = new FreeformRaising(request).Raise(response);
        new ReasoningCollector(reasoning, vendor.Protocol).Read(response);
        var translated = new PooledBytes();
        client.EncodeResponse(response with { Created = response.Created ?? time.GetUtcNow() }, request, translated, Losses);
        return translated;
    }

    /// <summary>What turns one streamed answer into the client's protocol.</summary>
    public StreamTranslation OpenStream() =>
        new(
            vendor.DecodeStream(Sent), client.EncodeStream(request, Losses), new FreeformRaising(request),
            new ReasoningCollector(reasoning, vendor.Protocol), time);
}
