namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>Tells the client's leaving from all else that ends a wait.</summary>
internal static class Departure
{
    public static bool Is(Exception ended, CancellationToken departed) =>
        ended is ClientGoneException || (ended is OperationCanceledException && departed.IsCancellationRequested);
}
