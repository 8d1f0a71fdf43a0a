#pragma warning disable CA1822
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c>: what the caller's key allows, in the shape of the dialect.</summary>
public sealed class ModelListing
{
    /// <summary>Answers the call; <paramref name="id"/> null lists.</summary>
    public ValueTask HandleAsync(Dialect dialect, string? id, IClientRequest request, IClientReply client, CancellationToken departed) => throw null!;
}
