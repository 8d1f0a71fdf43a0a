using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One call for embeddings, or one after the other where the vendor takes fewer inputs in a call than the client has.</summary>
internal sealed class EmbeddingsCall : ICallTranslation
{
    private readonly IEmbeddingsIngress _client;
    private readonly IEmbeddingsEgress _vendor;
    private readonly EmbeddingsRequest _request;
    private readonly EgressTarget _target;
    private readonly LossList _losses;
    private readonly Queue<EmbeddingsRequest> _batches;

    private BodyBuffer _body;
    private EmbeddingsResponse? _answered;

    /// <param name="client">The client's side.</param>
    /// <param name="vendor">The vendor's.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="target">Whom.</param>
    /// <param name="body">Where the first call's body is written; this call's from here on.</param>
    /// <param name="losses">Where it is named what is lost.</param>
    public EmbeddingsCall(
        IEmbeddingsIngress client, IEmbeddingsEgress vendor, EmbeddingsRequest request, EgressTarget target, BodyBuffer body, LossList losses)
    {
        (_client, _vendor, _request, _target, _body, _losses) = (client, vendor, request, target, body, losses);
        _batches = new Queue<EmbeddingsRequest>(request.InBatchesOf(vendor.MostInputs(target)));
        vendor.EncodeRequest(_batches.Peek(), target, body, losses);
    }

    /// <inheritdoc />
    public BodyBuffer Body => _body;

    /// <inheritdoc />
    public LossList Losses => _losses;

    /// <inheritdoc />
    public PooledBytes? Translate(PooledBytes answer)
    {
        var translated = new PooledBytes();
        try
        {
            EmbeddingsResponse response = _vendor.DecodeResponse(answer.Memory, _batches.Dequeue().Inputs.Length);
            if (_batches.Count > 0)
            {
                response = response.Kept();
            }

            _answered = _answered?.Then(response) ?? response;
            if (_batches.Count == 0)
            {
                _client.EncodeResponse(_answered, _request, translated, _losses);
            }

            return translated;
        }
        catch (Exception unreadable) when (unreadable is UnreadableException or FormatException)
        {
            translated.Dispose();
            return null;
        }
    }

    /// <inheritdoc />
    public bool TryGoOn()
    {
        if (!_batches.TryPeek(out EmbeddingsRequest? next))
        {
            return false;
        }

        BodyBuffer sent = _body;
        _body = sent.Beside();
        sent.Release();
        _vendor.EncodeRequest(next, _target, _body, _losses);
        return true;
    }

    /// <inheritdoc />
    public StreamTranslation OpenStream() => throw new InvalidOperationException("There is nothing to stream.");
}
