using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIEmbeddings;

/// <summary><c>POST /v1/embeddings</c>: https://platform.openai.com/docs/api-reference/embeddings, read 2026-11-22.</summary>
internal sealed class EmbeddingsCodec : IEmbeddingsIngress, IEmbeddingsEgress
{
    private const WireProtocol Own = WireProtocol.OpenAIEmbeddings;
    private const string NoCounterpart = "OpenAI's embeddings have no such member";

    private static readonly JsonPlace Input = new("$.input");

    public WireProtocol Protocol => Own;

    public EmbeddingsRequest DecodeRequest(ReadOnlyMemory<byte> body)
    {
        ImmutableArray<EmbeddingInput> inputs = [];
        RequestMembers members = new(body, "input"u8, (ref JsonWalk walk) => inputs = ReadInputs(ref walk));
        ExtraList extras = new(Own);
        var request = new EmbeddingsRequest
        {
            Protocol = Own,
            Model = members.Text("model"u8)?.Value,
            Inputs = inputs.IsEmpty ? throw JsonWalk.Refuse(Input, "is missing or empty; send a string or an array") : inputs,
            Dimensions = members.Whole("dimensions"u8),
            Purpose = Purpose(members, ref extras),
            Title = Title(members, ref extras),
            Format = Format(members),
            EndUser = members.Text("user"u8),
        };
        members.TakeRest(ref extras);
        return request with { Extras = extras.ToImmutable() };
    }

    public void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WriteString("model"u8, target.Model);
        writer.WriteStartArray("input"u8);
        foreach (EmbeddingInput input in request.Inputs)
        {
            losses.Add(input.Extras, NoCounterpart);
            writer.WriteRaw(input is EmbeddingInput.Text text ? text.Json : ((EmbeddingInput.Tokens)input).Json);
        }

        writer.WriteEndArray();
        if (request.Dimensions is { } dimensions)
        {
            writer.WriteNumber("dimensions"u8, dimensions.Value);
        }

        if (request.EndUser is { } user)
        {
            writer.WriteString("user"u8, user.Value);
        }

        if (request.Title is { } title)
        {
            writer.WriteString("title"u8, title.Value);
        }

        if (request.Purpose is { } purpose)
        {
            losses.Add(purpose.Path, NoCounterpart);
        }

        // Numbers are what every server of this protocol can write, and what is not asked for need not be understood.
        foreach (Extra extra in request.Extras)
        {
            if (extra.Protocol == Own)
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

    public EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs)
    {
        var vectors = new EmbeddingVector?[inputs];
        string? model = null;
        Usage? usage = null;
        ExtraList extras = new(Own);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("data"u8))
            {
                ReadVectors(ref walk, vectors);
            }
            else if (name.SequenceEqual("model"u8))
            {
                model = walk.Text(default, "model");
            }
            else if (name.SequenceEqual("usage"u8))
            {
                JsonCursor cursor = new(walk.Raw().Span);
                usage = OpenAIUsage.Read(ref cursor);
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

        return new EmbeddingsResponse
        {
            Protocol = Own, Model = model, Vectors = VectorList.Whole(vectors, "$.data"), Usage = usage, Extras = extras.ToImmutable(),
        };
    }

    public void EncodeResponse(EmbeddingsResponse response, EmbeddingsRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WriteString("object"u8, "list"u8);
        writer.WriteStartArray("data"u8);
        for (int i = 0; i < response.Vectors.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "embedding"u8);
            writer.WriteNumber("index"u8, i);
            writer.WritePropertyName("embedding"u8);
            response.Vectors[i].Write(writer, request.Format);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("model"u8, response.Model ?? request.Model);
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("prompt_tokens"u8, response.Usage?.Input ?? 0);
        writer.WriteNumber("total_tokens"u8, response.Usage?.Input ?? 0);
        writer.WriteEndObject();
        foreach (Extra extra in response.Extras)
        {
            if (extra.Protocol == Own)
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

    private static ImmutableArray<EmbeddingInput> ReadInputs(ref JsonWalk walk)
    {
        if (walk.Kind == JsonTokenType.String)
        {
            return [new EmbeddingInput.Text(walk.Raw(), Input)];
        }

        JsonWalk ahead = walk;
        ahead.EnterArray(Input);
        if (ahead.NextElement() && ahead.Kind == JsonTokenType.Number)
        {
            return [new EmbeddingInput.Tokens(walk.Raw(), Input)];
        }

        ImmutableArray<EmbeddingInput>.Builder inputs = ImmutableArray.CreateBuilder<EmbeddingInput>();
        walk.EnterArray(Input);
        while (walk.NextElement())
        {
            JsonPlace place = new("$.input[{0}]", inputs.Count);
            inputs.Add(walk.Kind switch
            {
                JsonTokenType.String => new EmbeddingInput.Text(walk.Raw(), place),
                JsonTokenType.StartArray => new EmbeddingInput.Tokens(walk.Raw(), place),
                _ => throw walk.Mistyped(place, "a string or an array of tokens"),
            });
        }

        return inputs.ToImmutable();
    }

    // input_type is no member of OpenAI's: vendors that embed queries and documents differently have it in OpenAI's shape.
    private static Given<EmbeddingPurpose>? Purpose(RequestMembers members, ref ExtraList extras)
    {
        if (!members.TryTake("input_type"u8, out JsonWalk value, out string path))
        {
            return null;
        }

        EmbeddingPurpose? purpose = value.Text(new JsonPlace(path)) switch
        {
            "document" or "search_document" or "passage" => EmbeddingPurpose.Document,
            "query" or "search_query" => EmbeddingPurpose.Query,
            "similarity" => EmbeddingPurpose.Similarity,
            "classification" => EmbeddingPurpose.Classification,
            "clustering" => EmbeddingPurpose.Clustering,
            _ => null,
        };
        if (purpose is null)
        {
            extras.Take("input_type"u8, ref value, default);
        }

        return purpose is { } known ? new Given<EmbeddingPurpose>(known, path) : null;
    }

    // No member of OpenAI's either.
    private static Given<string>? Title(RequestMembers members, ref ExtraList extras)
    {
        if (!members.TryTake("title"u8, out JsonWalk value, out string path))
        {
            return null;
        }

        if (value.Kind == JsonTokenType.String)
        {
            return new Given<string>(value.Text(new JsonPlace(path)), path);
        }

        extras.Take("title"u8, ref value, default);
        return null;
    }

    private static VectorFormat Format(RequestMembers members) => members.Text("encoding_format"u8) switch
    {
        null or { Value: "float" } => VectorFormat.Numbers,
        { Value: "base64" } => VectorFormat.Base64,
        { Path: var path } => throw JsonWalk.Refuse(new JsonPlace(path), "must be float or base64"),
    };

    private static void ReadVectors(ref JsonWalk walk, EmbeddingVector?[] vectors)
    {
        JsonPlace data = new("$.data");
        walk.EnterArray(data);
        for (int position = 0; walk.NextElement(); position++)
        {
            JsonPlace place = new("$.data[{0}]", position);
            long index = position;
            EmbeddingVector? vector = null;
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("index"u8))
                {
                    index = walk.Whole(place.Member("index"));
                }
                else if (name.SequenceEqual("embedding"u8))
                {
                    vector = VectorList.Read(ref walk, place.Member("embedding"));
                }
                else
                {
                    walk.Skip();
                }
            }

            VectorList.Put(vectors, index, vector, place);
        }
    }
}
