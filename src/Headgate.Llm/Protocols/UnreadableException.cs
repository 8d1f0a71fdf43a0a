namespace Headgate.Llm.Protocols;

/// <summary>
/// A body is JSON but not what its protocol says. Thrown deep inside a decoder and caught where it was called: a client's body is answered
/// with <see cref="Error"/>, a vendor's is a failed attempt.
/// </summary>
/// <param name="error">Kind <see cref="ErrorKind.InvalidRequest"/>, with the path at fault.</param>
public sealed class UnreadableException(GatewayError error) : Exception(error.Message)
{
    /// <summary>What is wrong and where.</summary>
    public GatewayError Error { get; } = error;
}
