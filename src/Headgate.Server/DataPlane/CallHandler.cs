using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>Serves one model call: the pipeline's entrance.</summary>
internal delegate ValueTask CallHandler(NativeProtocol protocol, IClientRequest request, IClientReply client, CancellationToken departed);
