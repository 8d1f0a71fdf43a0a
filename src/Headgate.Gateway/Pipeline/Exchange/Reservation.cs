using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What a request holds of its key's limits until it ends.</summary>
/// <param name="alias">What the asked model means, by the snapshot that admitted it.</param>
/// <param name="rate">How the request rate stands, for the reply's headers; null when the key has no limit.</param>
/// <param name="release">Gives back what is held; null when nothing is.</param>
internal sealed class Reservation(ModelAlias alias, RateState? rate, Action? release) : IDisposable
{
    public ModelAlias Alias { get; } = alias;

    public RateState? Rate { get; } = rate;

    /// <inheritdoc />
    public void Dispose() => release?.Invoke();
}
