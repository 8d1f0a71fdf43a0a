using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw;

namespace Headgate.Server.DataPlane;

/// <summary>Serves one call that passes verbatim: the pipeline's other entrance.</summary>
internal delegate ValueTask RawHandler(RawVisit visit, IClientRequest request, IClientReply client, CancellationToken departed);
