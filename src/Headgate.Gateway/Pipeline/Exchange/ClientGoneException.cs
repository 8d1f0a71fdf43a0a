namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// The client is no longer there to be written to. A web server may notice on a flush before it says so by its cancellation token,
/// hence a type of its own: it means departure whatever the token says.
/// </summary>
public sealed class ClientGoneException() : OperationCanceledException("The client is gone.");
