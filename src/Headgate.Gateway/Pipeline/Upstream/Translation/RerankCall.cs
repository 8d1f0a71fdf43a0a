using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Reranking;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One call for reranking.</summary>
internal sealed class RerankCall(IRerankIngress client, IRerankEgress vendor, RerankRequest request, BodyBuffer body, LossList losses)
    : ICallTranslation
{
    /// <inheritdoc />
    public BodyBuffer Body => body;

    /// <inheritdoc />
    public LossList Losses => losses;

    /// <inheritdoc />
    public PooledBytes? Translate(PooledBytes answer)
    {
        var translated = new PooledBytes();
        try
        {
            RerankResponse response = vendor.DecodeResponse(answer.Memory, request.Documents.Length);
            client.EncodeResponse(response, request, translated, losses);
            return translated;
        }
        catch (Exception unreadable) when (unreadable is UnreadableException or FormatException)
        {
            translated.Dispose();
            return null;
        }
    }

    /// <inheritdoc />
    public StreamTranslation OpenStream() => throw new InvalidOperationException("There is nothing to stream.");
}
