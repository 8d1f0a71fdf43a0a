using System.Buffers;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Reranking;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A request for reranking on its way to targets that do not speak its protocol.</summary>
internal sealed class RerankTranslation(IRerankIngress client, ModelAlias alias, Inbound inbound)
    : HubTranslation<RerankRequest>(alias, inbound)
{
    private readonly string _model = inbound.Model;

    protected override RerankRequest Decode(ReadOnlyMemory<byte> body) => client.DecodeRequest(body) with { Model = _model };

    protected override void Write(RerankRequest request, Target target, WireProtocol protocol, IBufferWriter<byte> output, LossList losses) =>
        RerankCodecs.EgressOf(protocol)!.EncodeRequest(request, new EgressTarget(target.UpstreamModel, target.Provider.Row), output, losses);

    protected override ICallTranslation Call(RerankRequest request, Target target, WireProtocol protocol, BodyBuffer body, LossList losses)
    {
        Write(request, target, protocol, body, losses);
        return new RerankCall(client, RerankCodecs.EgressOf(protocol)!, request, body, losses);
    }
}
