using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Server.DataPlane;

/// <summary>Lists the caller's models, or shows one.</summary>
internal delegate ValueTask ModelHandler(Dialect dialect, string? id, IClientRequest request, IClientReply client, CancellationToken departed);
