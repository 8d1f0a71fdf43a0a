using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>What a request holds of its key's limits until it ends.</summary>
internal sealed class Reservation(ModelAlias alias, ConcurrencyMeter? slot, RateState? rate) : IDisposable
{
    /// <summary>What the asked model means, by the snapshot that admitted it.</summary>
    public ModelAlias Alias { get; } = alias;

    /// <summary>The request rate, for the reply's headers; null when the key has no limit.</summary>
    public RateState? Rate { get; } = rate;

    /// <inheritdoc />
    public void Dispose() => slot?.Leave();
}
