using System.Buffers;
using System.Buffers.Text;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Tokens;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>A count of tokens that is made here: an estimate, since only the vendor knows how its models cut text.</summary>
internal sealed class CountCall(ChatRequest request) : ICallTranslation
{
    /// <inheritdoc />
    public BodyBuffer? Body => null;

    /// <inheritdoc />
    public LossList Losses { get; } = new();

    /// <inheritdoc />
    public PooledBytes? Translate(PooledBytes answer)
    {
        var counted = new PooledBytes();
        counted.Write("{\"input_tokens\":"u8);
        Utf8Formatter.TryFormat(RequestTokens.Estimate(request), counted.GetSpan(20), out int written);
        counted.Advance(written);
        counted.Write("}"u8);
        return counted;
    }

    /// <inheritdoc />
    public StreamTranslation OpenStream() => throw new InvalidOperationException("There is nothing to stream.");
}
