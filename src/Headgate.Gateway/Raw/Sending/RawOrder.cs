using Headgate.Gateway.Pipeline.Upstream;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>What is to be called, whoever the target is.</summary>
internal sealed record RawOrder
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path: OpenAI's below a provider's base URL, or, of what passes through, the host's own with its leading slash.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark; default none.</summary>
    public string Query { get; init; } = "";

    /// <summary>What goes up.</summary>
    public RawBody Body { get; init; } = RawBody.None;

    /// <summary>Changes the message before it is sent; default nothing.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>
    /// Takes a successful answer that the client is not to see before it was understood, and sends it; gives the failure when it is none of its
    /// kind. Null: it passes as it comes.
    /// </summary>
    public Func<HttpResponseMessage, AttemptTrace, CancellationToken, ValueTask<AttemptFailure?>>? Take { get; init; }

    /// <summary>True where that may take long: only the call's whole time is watched then.</summary>
    public bool TakesLong { get; init; }
}
