using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>A call of the native lane whose stream is told by the hub: another vendor's words can follow only what was written by the same pen.</summary>
internal sealed class NativeRetelling(Func<LossList, StreamTranslation> open) : ICallTranslation
{
    /// <inheritdoc />
    public BodyBuffer? Body => null;

    /// <inheritdoc />
    public LossList Losses { get; } = new();

    /// <inheritdoc />
    public PooledBytes? Translate(PooledBytes answer) => throw new InvalidOperationException("Only streams are retold.");

    /// <inheritdoc />
    public StreamTranslation OpenStream() => open(Losses);
}
