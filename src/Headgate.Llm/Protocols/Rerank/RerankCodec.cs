using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Protocols.Rerank;

/// <summary>
/// <c>POST /v1/rerank</c> as Cohere has made it and Jina, vLLM and others have taken it over: https://docs.cohere.com/reference/rerank and
/// https://jina.ai/reranker, read 2026-11-23.
/// </summary>
internal sealed class RerankCodec : IRerankIngress, IRerankEgress
{
    private const WireProtocol Own = WireProtocol.Rerank;
    private const string NoCounterpart = "this protocol has no such member";

    private static readonly JsonPlace Documents = new("$.documents");

    public WireProtocol Protocol => Own;

    public RerankRequest DecodeRequest(ReadOnlyMemory<byte> body)
    {
        ExtraList extras = new(Own);
        ImmutableArray<ReadOnlyMemory<byte>> documents = ReadDocuments(body, ref extras, out RequestMembers members);
        var request = new RerankRequest
        {
            Protocol = Own,
            Model = members.Text("model"u8)?.Value ?? throw JsonWalk.Refuse(new JsonPlace("$.model"), "is missing; name the model to call"),
            Query = ReadQuery(members),
            Documents = documents.IsEmpty ? throw JsonWalk.Refuse(Documents, "is missing or empty; send at least one document") : documents,
            Count = members.Whole("top_n"u8),
            ReturnsDocuments = members.Flag("return_documents"u8),
            MaxTokensPerDocument = members.Whole("max_tokens_per_doc"u8),
        };
        members.TakeRest(ref extras);
        return request with { Extras = extras.ToImmutable() };
    }

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
            writer.WriteNumber("top_n"u8, count.Value);
        }

        if (request.ReturnsDocuments is { } returns)
        {
            writer.WriteBoolean("return_documents"u8, returns.Value);
        }

        if (request.MaxTokensPerDocument is { } most)
        {
            writer.WriteNumber("max_tokens_per_doc"u8, most.Value);
        }

        foreach (Extra extra in request.Extras)
        {
            if (extra.Protocol == Own && extra.Parent == default)
            {
                writer.WriteRaw(extra.Name, extra.Json);
            }
            else
            {
                losses.Add(extra.Place, NoCounterpart);
            }
        }

        writer.WriteEndObject();
    }

    public RerankResponse DecodeResponse(ReadOnlyMemory<byte> body, int documents)
    {
        string? id = null;
        string? model = null;
        ImmutableArray<RankedDocument>? results = null;
        Usage? usage = null;
        ExtraList extras = new(Own);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("results"u8))
            {
                results = RankedList.Read(ref walk, new JsonPlace("$.results"), documents);
            }
            else if (name.SequenceEqual("id"u8))
            {
                id = walk.Text(default, "id");
            }
            else if (name.SequenceEqual("model"u8))
            {
                model = walk.Text(default, "model");
            }
            else if (name.SequenceEqual("meta"u8) || name.SequenceEqual("usage"u8))
            {
                JsonCursor cursor = new(walk.Raw().Span);
                usage = BilledUsage.Read(ref cursor) ?? usage;
            }
            else
            {
                extras.Take(name, ref walk, default);
            }
        }

        return new RerankResponse
        {
            Protocol = Own,
            Id = id,
            Model = model,
            Results = results ?? throw JsonWalk.Refuse(new JsonPlace("$.results"), "is missing"),
            Usage = usage,
            Extras = extras.ToImmutable(),
        };
    }

    public void EncodeResponse(RerankResponse response, RerankRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WriteString("id"u8, response.Id);
        writer.WriteString("model"u8, response.Model ?? request.Model);
        writer.WriteStartArray("results"u8);
        foreach (RankedDocument result in response.Results)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, result.Index);
            writer.WriteRaw("relevance_score"u8, result.Score);
            if (request.ReturnsDocuments?.Value == true)
            {
                writer.WriteStartObject("document"u8);
                writer.WriteRaw("text"u8, result.Text ?? request.Documents[result.Index]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        BilledUsage.Write(response.Usage, writer);
        writer.WriteEndObject();
        losses.Add(response.Extras, NoCounterpart);
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadDocuments(ReadOnlyMemory<byte> body, ref ExtraList extras, out RequestMembers members)
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder texts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        ExtraList found = extras;
        members = new RequestMembers(body, "documents"u8, (ref JsonWalk walk) =>
        {
            walk.EnterArray(Documents);
            while (walk.NextElement())
            {
                texts.Add(DocumentText.Read(ref walk, new JsonPlace("$.documents[{0}]", texts.Count), ref found));
            }
        });
        extras = found;
        return texts.ToImmutable();
    }

    private static ReadOnlyMemory<byte> ReadQuery(RequestMembers members)
    {
        JsonPlace place = new("$.query");
        if (!members.TryTake("query"u8, out JsonWalk query, out _))
        {
            throw JsonWalk.Refuse(place, "is missing; say what is looked for");
        }

        return query.Kind == JsonTokenType.String ? query.Raw() : throw query.Mistyped(place, "a string");
    }
}
