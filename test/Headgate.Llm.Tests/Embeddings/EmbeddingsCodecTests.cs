using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Embeddings;

public sealed class EmbeddingsCodecTests
{
    private static readonly EgressTarget Target = new("vendor-model", ProviderCatalog.Find("openai-compatible")!);

    public static TheoryData<WireProtocol> Vendors => [.. EmbeddingsCodecs.Egress.Select(codec => codec.Protocol)];

    [Fact]
    public void A_request_is_the_same_after_a_round_trip()
    {
        const string Body =
            """{"model":"m","input":["a \"b\"","é",""],"dimensions":256,"user":"u","title":"t","truncate":"END"}""";

        (JsonNode sent, LossList losses) = Encode(WireProtocol.OpenAIEmbeddings, Decode(Body));

        AssertSame(Body.Replace("\"m\"", "\"vendor-model\"", StringComparison.Ordinal), sent);
        Assert.Equal(0, losses.Count);
    }

    [Theory]
    [InlineData("\"one\"", """["one"]""")]
    [InlineData("[1,2,3]", "[[1,2,3]]")]
    [InlineData("[[1],[2,3]]", "[[1],[2,3]]")]
    public void What_is_embedded_may_be_written_in_four_ways(string input, string sent) =>
        AssertSame(sent, Encode(WireProtocol.OpenAIEmbeddings, Decode($$"""{"model":"m","input":{{input}}}""")).Body["input"]);

    [Theory]
    [InlineData("""{"model":"m"}""", "$.input")]
    [InlineData("""{"model":"m","input":[]}""", "$.input")]
    [InlineData("""{"model":"m","input":[1,{}]}""", null)]
    [InlineData("""{"model":"m","input":["a",1]}""", "$.input[1]")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"int8"}""", "$.encoding_format")]
    [InlineData("""{"model":"m","input":"a","dimensions":"many"}""", "$.dimensions")]
    public void What_is_wrong_is_named(string body, string? path)
    {
        if (path is null)
        {
            Assert.IsType<EmbeddingInput.Tokens>(Assert.Single(Decode(body).Inputs)); // the vendor's to judge
            return;
        }

        Assert.Equal(path, Assert.Throws<UnreadableException>(() => Decode(body)).Error.Param);
    }

    [Fact]
    public void Cohere_gets_its_own_words()
    {
        (JsonNode sent, LossList losses) = Encode(
            WireProtocol.CohereEmbed,
            Decode("""{"model":"m","input":["a","b"],"dimensions":512,"input_type":"query","user":"u","x":1,"encoding_format":"base64"}"""));

        AssertSame(
            """{"model":"vendor-model","texts":["a","b"],"input_type":"search_query","embedding_types":["float"],"output_dimension":512}""", sent);
        Assert.Equal(["$.x", "$.user"], losses.ToImmutable().Select(loss => loss.Path));
    }

    [Theory]
    [InlineData(WireProtocol.CohereEmbed)]
    [InlineData(WireProtocol.GeminiEmbed)]
    [InlineData(WireProtocol.VertexEmbed)]
    public void Tokens_are_refused_before_a_vendor_gets_them_that_knows_only_text(WireProtocol vendor)
    {
        GatewayError refusal = Assert.Throws<UnreadableException>(() => Encode(vendor, Decode("""{"model":"m","input":["a",[1]]}"""))).Error;

        Assert.Equal("$.input[1]", refusal.Param);
    }

    [Fact]
    public void A_request_in_batches_keeps_the_order_and_the_places()
    {
        EmbeddingsRequest request = Decode("""{"model":"m","input":["a","b","c","d","e"],"dimensions":3}""");

        EmbeddingsRequest[] batches = [.. request.InBatchesOf(2)];

        Assert.Equal([2, 2, 1], batches.Select(batch => batch.Inputs.Length));
        Assert.Equal(request.Inputs, batches.SelectMany(batch => batch.Inputs));
        Assert.All(batches, batch => Assert.Equal(3, batch.Dimensions!.Value.Value));
        Assert.Same(request, Assert.Single(request.InBatchesOf(5)));
    }

    [Fact]
    public void Answers_in_batches_become_one()
    {
        EmbeddingsResponse first = Answer(WireProtocol.OpenAIEmbeddings, """{"id":"i","data":[{"embedding":[1]}],"usage":{"prompt_tokens":2}}""", 1);
        EmbeddingsResponse last = Answer(WireProtocol.OpenAIEmbeddings, """{"id":"i","data":[{"embedding":[2]}],"usage":{"prompt_tokens":3}}""", 1);

        JsonNode told = Tell(first.Kept().Then(last), Decode("""{"model":"m","input":["a","b"]}""")).Body;

        AssertSame(
            """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[1]},{"object":"embedding","index":1,"embedding":[2]}],
             "model":"m","usage":{"prompt_tokens":5,"total_tokens":5},"id":"i"}
            """,
            told);
    }

    [Theory]
    [InlineData("cohere", "embed-v4", WireProtocol.CohereEmbed, 96)]
    [InlineData("cohere", "embed-v4", WireProtocol.OpenAIEmbeddings, 96)]
    [InlineData("voyage", "voyage-4", WireProtocol.OpenAIEmbeddings, 1000)]
    [InlineData("openai", "text-embedding-3-small", WireProtocol.OpenAIEmbeddings, int.MaxValue)]
    [InlineData("gemini", "gemini-embedding-001", WireProtocol.GeminiEmbed, 100)]
    [InlineData("vertex", "text-embedding-005", WireProtocol.VertexEmbed, 250)]
    [InlineData("vertex", "gemini-embedding-001", WireProtocol.VertexEmbed, 1)]
    [InlineData("vertex", "gemini-embedding-2", WireProtocol.VertexEmbed, 1)]
    public void A_call_has_as_many_inputs_as_the_vendor_takes(string type, string model, WireProtocol protocol, int most) =>
        Assert.Equal(most, EmbeddingsCodecs.EgressOf(protocol)!.MostInputs(new EgressTarget(model, ProviderCatalog.Find(type)!)));

    [Theory]
    [InlineData("""["a","b"]""", 2, true)]
    [InlineData("""["a","b","c"]""", 2, false)]
    [InlineData("[[1],[2],[3]]", 2, false)]
    [InlineData("[1,2,3]", 2, true)]
    [InlineData("\"abc\"", 2, true)]
    [InlineData("""["a","b","c"]""", null, true)]
    public void More_inputs_than_the_vendor_takes_do_not_go_up_as_they_are(string input, int? most, bool suits)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes($$"""{"model":"m","input":{{input}}}"""), out JsonScan? scan, out _));
        VendorRow vendor = ProviderCatalog.Find("openai-compatible")! with { MostInputs = most };

        Assert.Equal(suits, NativeProtocols.Get(WireProtocol.OpenAIEmbeddings).Suits(vendor, scan));
    }

    /// <summary>Some send numbers whatever they are asked for: asked in their own words, the client's SDK would take the numbers for base64.</summary>
    [Theory]
    [InlineData("lm-studio", "base64", false)]
    [InlineData("lm-studio", "float", false)]
    [InlineData("lm-studio", null, true)]
    [InlineData("jina", "base64", false)]
    [InlineData("openai", "base64", true)]
    public void A_vendor_that_knows_one_form_is_not_asked_for_another(string vendor, string? format, bool suits)
    {
        string asked = format is null ? "" : $",\"encoding_format\":\"{format}\"";
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes($$"""{"model":"m","input":"a"{{asked}}}"""), out JsonScan? scan, out _));

        Assert.Equal(suits, NativeProtocols.Get(WireProtocol.OpenAIEmbeddings).Suits(ProviderCatalog.Find(vendor)!, scan));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Every_leaf_of_a_request_arrives_or_is_a_loss(WireProtocol vendor)
    {
        const string Body =
            """{"model":"m","input":["marker1"],"dimensions":7331,"user":"marker2","input_type":"query","truncate":"marker3","title":"marker5","x":{"y":"marker4"}}""";
        Dictionary<string, string> leaves = new()
        {
            ["$.input"] = "marker1", ["$.dimensions"] = "7331", ["$.user"] = "marker2", ["$.input_type"] = "query", ["$.truncate"] = "marker3",
            ["$.x"] = "marker4", ["$.title"] = "marker5",
        };

        (JsonNode sent, LossList losses) = Encode(vendor, Decode(Body));

        foreach ((string path, string marker) in leaves)
        {
            Assert.True(
                sent.ToJsonString().Contains(marker, StringComparison.OrdinalIgnoreCase) || losses.ToImmutable().Any(loss => loss.Path == path), path);
        }
    }

    [Fact]
    public void A_client_that_wants_base64_gets_the_numbers_as_little_endian_floats()
    {
        EmbeddingsRequest request = Decode("""{"model":"m","input":["a","b"],"encoding_format":"base64"}""");
        EmbeddingsResponse response = Answer(
            WireProtocol.CohereEmbed,
            """{"id":"i","texts":["a","b"],"embeddings":{"float":[[1,-0.5],[3e-3,0]]},"meta":{"billed_units":{"input_tokens":5}}}""", 2);

        JsonNode told = Tell(response, request).Body;

        Assert.Equal([1f, -0.5f], Floats(told["data"]![0]!["embedding"]));
        Assert.Equal([0.003f, 0f], Floats(told["data"]![1]!["embedding"]));
        Assert.Equal("list", (string?)told["object"]);
        Assert.Equal("m", (string?)told["model"]);
        Assert.Equal(1, (int)told["data"]![1]!["index"]!);
        AssertSame("""{"prompt_tokens":5,"total_tokens":5}""", told["usage"]);
    }

    [Fact]
    public void A_client_that_wants_numbers_gets_them_from_base64()
    {
        string base64 = Convert.ToBase64String([0, 0, 128, 63, 0, 0, 0, 191]);
        EmbeddingsResponse response = Answer(
            WireProtocol.OpenAIEmbeddings,
            $$"""{"object":"list","data":[{"index":0,"embedding":"{{base64}}"}],"model":"v","usage":{"prompt_tokens":1,"total_tokens":1} }""", 1);

        JsonNode told = Tell(response, Decode("""{"model":"m","input":"a"}""")).Body;

        AssertSame("[1,-0.5]", told["data"]![0]!["embedding"]);
        Assert.Equal("v", (string?)told["model"]);
    }

    [Fact]
    public void Numbers_that_stay_numbers_stay_as_they_came()
    {
        const string Exact = "[0.0023064255123456789,-1E-7]";
        EmbeddingsResponse response = Answer(WireProtocol.OpenAIEmbeddings, $$"""{"data":[{"embedding":{{Exact}}}],"usage":{"total_tokens":3} }""", 1);

        var output = new ArrayBufferWriter<byte>();
        EmbeddingsCodecs.IngressOf(WireProtocol.OpenAIEmbeddings)!.EncodeResponse(
            response, Decode("""{"model":"m","input":"a"}"""), output, new LossList());

        Assert.Contains(Exact, Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
        Assert.Equal(3, response.Usage?.InputText);
    }

    [Fact]
    public void Vectors_may_come_in_any_order()
    {
        EmbeddingsResponse response = Answer(
            WireProtocol.OpenAIEmbeddings, """{"data":[{"index":1,"embedding":[2]},{"index":0,"embedding":[1]}]}""", 2);

        Assert.Equal(["[1]", "[2]"], response.Vectors.Select(vector => Encoding.UTF8.GetString(vector.Json.Span)));
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"embedding":[1]},{"embedding":null}]}""")]
    [InlineData("""{"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}""")]
    [InlineData("{}")]
    public void An_answer_that_has_not_one_vector_for_each_input_is_none(string body) =>
        Assert.Throws<UnreadableException>(() => Answer(WireProtocol.OpenAIEmbeddings, body, 2));

    [Theory]
    [InlineData("\"AAA=\"", "float")]
    [InlineData("\"?\"", "float")]
    [InlineData("\"AADAfw==\"", "float")]
    [InlineData("[\"a\"]", "base64")]
    [InlineData("[1e99999]", "base64")]
    public void A_vector_that_is_not_what_it_says_is_an_error(string vector, string format)
    {
        EmbeddingsResponse response = Answer(WireProtocol.OpenAIEmbeddings, $$"""{"data":[{"embedding":{{vector}}}]}""", 1);

        Assert.Throws<FormatException>(() => Tell(response, Decode($$"""{"model":"m","input":"a","encoding_format":"{{format}}"}""")));
    }

    [Fact]
    public void Random_vectors_are_the_same_in_both_forms()
    {
        var random = new Random(11);
        float[] floats = [.. Enumerable.Range(0, 512).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30))))];
        string numbers = $"[{string.Join(',', floats.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]";
        EmbeddingsResponse response = Answer(WireProtocol.OpenAIEmbeddings, $$"""{"data":[{"embedding":{{numbers}}}]}""", 1);

        JsonNode base64 = Tell(response, Decode("""{"model":"m","input":"a","encoding_format":"base64"}""")).Body["data"]![0]!["embedding"]!;
        EmbeddingsResponse back = Answer(WireProtocol.OpenAIEmbeddings, $$"""{"data":[{"embedding":{{base64.ToJsonString()}}}]}""", 1);
        JsonNode again = Tell(back, Decode("""{"model":"m","input":"a"}""")).Body["data"]![0]!["embedding"]!;

        Assert.Equal(floats, Floats(base64));
        Assert.Equal(floats, again.AsArray().Select(number => (float)number!));
    }

    private static EmbeddingsRequest Decode(string body) =>
        EmbeddingsCodecs.IngressOf(WireProtocol.OpenAIEmbeddings)!.DecodeRequest(Encoding.UTF8.GetBytes(body));

    private static EmbeddingsResponse Answer(WireProtocol vendor, string body, int inputs) =>
        EmbeddingsCodecs.EgressOf(vendor)!.DecodeResponse(Encoding.UTF8.GetBytes(body), inputs);

    private static (JsonNode Body, LossList Losses) Encode(WireProtocol vendor, EmbeddingsRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        EmbeddingsCodecs.EgressOf(vendor)!.EncodeRequest(request, Target, output, losses);
        return (JsonNode.Parse(output.WrittenSpan)!, losses);
    }

    private static (JsonNode Body, LossList Losses) Tell(EmbeddingsResponse response, EmbeddingsRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        EmbeddingsCodecs.IngressOf(request.Protocol)!.EncodeResponse(response, request, output, losses);
        return (JsonNode.Parse(output.WrittenSpan)!, losses);
    }

    private static ImmutableArray<float> Floats(JsonNode? base64)
    {
        byte[] bytes = Convert.FromBase64String((string)base64!);
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];
    }

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
