using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Freeform;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One call of a chat model.</summary>
/// <param name="client">How the client speaks.</param>
/// <param name="vendor">How the vendor speaks.</param>
/// <param name="request">What is asked.</param>
/// <param name="reasoning">The thinking that the vendor signed for this caller.</param>
/// <param name="answerId">The answer's id, where the vendor gives it none: clients tell answers apart by it.</param>
/// <param name="time">The clock.</param>
internal sealed class CallTranslation(
    IIngressCodec client, IEgressCodec vendor, ChatRequest request, CallerReasoning reasoning, string answerId, TimeProvider time) : ICallTranslation
{
    /// <inheritdoc />
    public required BodyBuffer Body { get; init; }

    /// <summary>How the request was written.</summary>
    public required SentRequest Sent { get; init; }

    /// <inheritdoc />
    public required LossList Losses { get; init; }

    /// <summary>Keeps what the answer consists of, for a client that will send only ids; null for one that sends all.</summary>
    public Action<IReadOnlyList<AnswerItem>>? Keep { get; init; }

    /// <summary>Notes what a stream tells, for another vendor to go on with; null where none may.</summary>
    public AnswerSoFar? SoFar { get; init; }

    /// <summary>The stream that the answer goes on with, and where; null where it begins.</summary>
    public (StreamTranslation Broken, AnswerSeam Seam)? GoesOn { get; init; }

    /// <inheritdoc />
    public bool AnswersNatively => vendor.Protocol == client.Protocol && Sent.ClientToolNames.IsEmpty && SoFar is null;

    /// <inheritdoc />
    public bool IsPrefilled => GoesOn is not null;

    /// <inheritdoc />
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

        response = new FreeformRaising(request).Raise(Collector().Read(response));
        var translated = new PooledBytes();
        response = response with { Id = string.IsNullOrEmpty(response.Id) ? answerId : response.Id, Created = response.Created ?? time.GetUtcNow() };
        client.EncodeResponse(response, request, translated, Losses);
        Keep?.Invoke(client.ItemsOf(translated.Memory));
        return translated;
    }

    BodyBuffer? ICallTranslation.Body => Body;

    /// <inheritdoc />
    public StreamTranslation OpenStream() =>
        new(
            vendor.DecodeStream(Sent), GoesOn?.Broken.Client ?? client.EncodeStream(request, Losses), Collector(), new FreeformRaising(request), Keep, answerId,
            time)
        {
            SoFar = SoFar,
            Seam = GoesOn?.Seam,
        };

    private ReasoningCollector Collector() => new(reasoning, vendor.Protocol, client.GivesBackOnlyCalls(request));
}
