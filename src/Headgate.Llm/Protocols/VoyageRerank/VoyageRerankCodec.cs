using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Protocols.VoyageRerank;

/// <summary><c>POST /v1/rerank</c> as Voyage has it, who names things otherwise: https://docs.voyageai.com/reference/reranker-api, read 2026-11-23.</summary>
internal sealed class VoyageRerankCodec : IRerankEgress
{
    private const WireProtocol Own = WireProtocol.VoyageRerank;
    private const string NoCounterpart = "Voyage has no such member";

    public WireProtocol Protocol => Own;

    public void EncodeRequest(RerankRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WriteString("model"u8, target.Model);
        writer.WriteRaw("query"u8, request.Query);
        writer.WriteStartArray("documents"u8);
        foreach (ReadOnlyMemory<byte> document in request.Documents)
        {
            writer.WriteRaw(document);
        }

        writer.WriteEndArray();
        if (request.Count is { } count)
        {
            writer.WriteNumber("top_k"u8, count.Value);
        }

        if (request.MaxTokensPerDocument is { } most)
        {
            losses.Add(most.Path, NoCounterpart);
        }

        // The client's own texts are put into the answer here, where it asks for them: they need not travel.
        losses.Add(request.Extras, NoCounterpart);
        writer.WriteEndObject();
    }

    public RerankResponse DecodeResponse(ReadOnlyMemory<byte> body, int documents)
    {
        string? model = null;
        ImmutableArray<RankedDocument>? results = null;
        Usage? usage = null;
        ExtraList extras = new(Own);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("data"u8))
            {
                results = RankedList.Read(ref walk, new JsonPlace("$.data"), documents);
            }
            else if (name.SequenceEqual("model"u8))
            {
                model = walk.Text(default, "model");
            }
            else if (name.SequenceEqual("usage"u8))
            {
                JsonCursor cursor = new(walk.Raw().Span);
                usage = BilledUsage.Read(ref cursor);
            }
            else if (name.SequenceEqual("object"u8))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, default);
            }
        }

        return new RerankResponse
        {
            Protocol = Own,
            Model = model,
            Results = results ?? throw JsonWalk.Refuse(new JsonPlace("$.data"), "is missing"),
            Usage = usage,
            Extras = extras.ToImmutable(),
        };
    }
}
