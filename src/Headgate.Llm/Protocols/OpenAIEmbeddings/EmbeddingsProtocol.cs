using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIEmbeddings;

/// <summary><c>POST /v1/embeddings</c>: https://platform.openai.com/docs/api-reference/embeddings, read 2026-11-22.</summary>
internal sealed class EmbeddingsProtocol : OpenAIProtocol
{
    public override WireProtocol Protocol => WireProtocol.OpenAIEmbeddings;

    public override string Name => "embeddings";

    public override string UpstreamPath(string model, bool isStream) => "embeddings";

    protected override ReadOnlySpan<byte> Answer => "data"u8;

    public override GatewayError? Check(JsonScan request) => RequestChecks.Model(request) ?? RequestChecks.Text(request, "input");

    public override bool CanStream => false;

    public override bool IsStream(JsonScan request) => false;

    public override bool Suits(VendorRow vendor, JsonScan request) =>
        (!vendor.Refuses.Contains("encoding_format") || !request.TryGet("encoding_format"u8, out _))
        && (vendor.MostInputs is not { } most || !HasMoreInputs(request, most));

    public override StreamReading OpenStream() => throw new InvalidOperationException("Embeddings do not stream.");

    // Tokens of a single input are written like inputs, and there may be any number of them.
    private static bool HasMoreInputs(JsonScan request, int most)
    {
        if (!request.TryGet("input"u8, out JsonMember input) || input.Kind != JsonTokenType.StartArray)
        {
            return false;
        }

        JsonCursor inputs = new(request.Bytes.Span[input.ValueStart..input.ValueEnd]);
        inputs.EnterArray();
        int count = 0;
        while (count <= most && inputs.NextElement() && inputs.Kind != JsonTokenType.Number)
        {
            count++;
            inputs.Skip();
        }

        return count > most;
    }
}
