using System.Buffers;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>What Google's protocols for embeddings share. They have the model in the path.</summary>
internal abstract class GoogleEmbedProtocol : NativeProtocol
{
    public sealed override Dialect Dialect => Dialect.Gemini;

    public sealed override bool IsNamedInPath => true;

    public sealed override bool CanStream => false;

    public override GatewayError? Check(JsonScan request) => null;

    public sealed override bool IsStream(JsonScan request) => false;

    public sealed override bool UsageMustBeAskedFor(JsonScan request) => false;

    public sealed override ReplyReading ReadReply(ReadOnlySpan<byte> body) => GoogleEmbedReply.Read(body);

    public sealed override StreamReading OpenStream() => throw DoNotStream();

    public sealed override void WriteKeepAlive(IBufferWriter<byte> output) => throw DoNotStream();

    public sealed override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output) =>
        throw DoNotStream();

    private static InvalidOperationException DoNotStream() => new("Embeddings do not stream.");
}
