namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What a request holds of its key's limits until it ends.</summary>
/// <param name="release">Gives back what is held; null when nothing is.</param>
internal sealed class Reservation(Action? release) : IDisposable
{
    /// <summary>Holds nothing: the key has no limit that is held.</summary>
    public static Reservation None { get; } = new(null);

    /// <inheritdoc />
    public void Dispose() => release?.Invoke();
}
