using System.Buffers;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A request for embeddings on its way to targets that do not speak its protocol.</summary>
internal sealed class EmbeddingsTranslation(IEmbeddingsIngress client, ModelAlias alias, Inbound inbound)
    : HubTranslation<EmbeddingsRequest>(alias, inbound)
{
    private readonly string _model = inbound.Model;

    protected override EmbeddingsRequest Decode(ReadOnlyMemory<byte> body) => client.DecodeRequest(body) with { Model = _model };

    protected override void Write(EmbeddingsRequest request, Target target, WireProtocol protocol, IBufferWriter<byte> output, LossList losses)
    {
        IEmbeddingsEgress vendor = EmbeddingsCodecs.EgressOf(protocol)!;
        EgressTarget told = new(target.UpstreamModel, target.Provider.Row);
        foreach (EmbeddingsRequest batch in request.InBatchesOf(vendor.MostInputs(told)))
        {
            vendor.EncodeRequest(batch, told, output, losses);
        }
    }

    protected override ICallTranslation Call(EmbeddingsRequest request, Target target, WireProtocol protocol, BodyBuffer body, LossList losses) =>
        new EmbeddingsCall(
            client, EmbeddingsCodecs.EgressOf(protocol)!, request, new EgressTarget(target.UpstreamModel, target.Provider.Row), body, losses);
}
