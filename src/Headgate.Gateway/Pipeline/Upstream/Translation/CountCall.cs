using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tokens;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>A count of tokens that is made here: an estimate, since only the vendor knows how its models cut text.</summary>
internal sealed class CountCall(ITokenCount count, ChatRequest request) : ICallTranslation
{
    /// <inheritdoc />
    public BodyBuffer? Body => null;

    /// <inheritdoc />
    public LossList Losses { get; } = new();

    /// <inheritdoc />
    public PooledBytes? Translate(PooledBytes answer)
    {
        var counted = new PooledBytes();
        count.WriteAnswer(RequestTokens.Estimate(request), counted);
        return counted;
    }

    /// <inheritdoc />
    public StreamTranslation OpenStream() => throw new InvalidOperationException("There is nothing to stream.");
}
