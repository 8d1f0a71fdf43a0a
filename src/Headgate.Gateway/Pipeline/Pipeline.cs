#pragma warning disable CA1822
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary>One request, from arrival to record.</summary>
public sealed class Pipeline
{
    /// <summary>Serves one call and records it. Returns when the reply has ended, whatever happened; throws nothing.</summary>
    public ValueTask HandleAsync(NativeProtocol protocol, IClientRequest request, IClientReply client, CancellationToken departed) => throw null!;

    /// <summary>From now on new calls are answered 503 <c>draining</c>.</summary>
    public void Drain() => throw null!;

    /// <summary>Calls that have not ended.</summary>
    public int Open => throw null!;
}
