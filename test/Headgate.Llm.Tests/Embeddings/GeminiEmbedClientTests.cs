using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Embeddings;

/// <summary>Clients that embed as Gemini's do: https://ai.google.dev/api/embeddings and the clients of @google/genai 3.1.0, read 2026-11-23.</summary>
public sealed class GeminiEmbedClientTests
{
    private const WireProtocol Batch = WireProtocol.GeminiEmbed;
    private const WireProtocol One = WireProtocol.GeminiEmbedContent;

    private const string Both = """
        {"requests":[
          {"model":"models/m","content":{"parts":[{"text":"a \"b\""}],"role":"user"},"taskType":"RETRIEVAL_DOCUMENT","title":"T","outputDimensionality":256},
          {"model":"models/m","content":{"parts":[{"text":"é"}]},"task_type":"RETRIEVAL_DOCUMENT","title":"T","output_dimensionality":"256"}]}
        """;

    [Fact]
    public void A_batch_reaches_OpenAI()
    {
        string sent = Encode("openai", WireProtocol.OpenAIEmbeddings, Decode(Batch, Both));

        Assert.Equal("$.requests[0].taskType", Losses);
        AssertSame("""{"model":"vendor-model","input":["a \"b\"","é"],"dimensions":256,"title":"T"}""", sent);
    }

    [Fact]
    public void A_batch_reaches_Cohere()
    {
        string sent = Encode("cohere", WireProtocol.CohereEmbed, Decode(Batch, Both));

        AssertSame(
            """
            {"model":"vendor-model","texts":["a \"b\"","é"],"input_type":"search_document","embedding_types":["float"],"output_dimension":256}
            """,
            sent);
    }

    [Fact]
    public void A_batch_reaches_Vertex()
    {
        string sent = Encode("vertex", WireProtocol.VertexEmbed, Decode(Batch, Both));

        Assert.Equal("", Losses);
        AssertSame(
            """
            {"instances":[{"content":"a \"b\"","task_type":"RETRIEVAL_DOCUMENT","title":"T"},{"content":"é","task_type":"RETRIEVAL_DOCUMENT","title":"T"}],
             "parameters":{"outputDimensionality":256} }
            """,
            sent);
    }

    [Fact]
    public void A_batch_that_is_written_anew_for_Gemini_keeps_what_only_Gemini_knows()
    {
        const string Known = """
            {"requests":[
              {"model":"models/vendor-model","content":{"parts":[{"text":"a"}]},"taskType":"NEW_TASK","title":"A","outputDimensionality":8,"new":{"b":[1]}},
              {"model":"models/vendor-model","content":{"parts":[{"text":"c"}]},"outputDimensionality":8,"title":"C"}],"newer":1}
            """;

        string sent = Encode("gemini", Batch, Decode(Batch, Known));

        Assert.Equal("", Losses);
        AssertSame(Known, sent);
    }

    [Fact]
    public void One_content_is_a_batch_of_one()
    {
        EmbeddingsRequest request = Decode(
            One, """{"content":{"parts":{"text":"a"} },"embedContentConfig":{"taskType":"RETRIEVAL_QUERY","outputDimensionality":8,"autoTruncate":true} }""");

        AssertSame("""{"model":"vendor-model","input":["a"],"dimensions":8}""", Encode("openai", WireProtocol.OpenAIEmbeddings, request));
        Assert.Equal("$.embedContentConfig.autoTruncate, $.embedContentConfig.taskType", Losses);
    }

    [Theory]
    [InlineData("QUESTION_ANSWERING")]
    [InlineData("FACT_VERIFICATION")]
    [InlineData("CODE_RETRIEVAL_QUERY")]
    [InlineData("SEMANTIC_SIMILARITY")]
    [InlineData("CLASSIFICATION")]
    [InlineData("CLUSTERING")]
    [InlineData("RETRIEVAL_QUERY")]
    public void Each_task_comes_to_Vertex_as_it_was(string word)
    {
        EmbeddingsRequest request = Decode(One, $$"""{"content":{"parts":[{"text":"a"}]},"taskType":"{{word}}"}""");

        Assert.Equal(word, (string?)JsonNode.Parse(Encode("vertex", WireProtocol.VertexEmbed, request, "text-embedding-005"))!["instances"]![0]!["task_type"]);
    }

    [Fact]
    public void The_parts_of_a_content_are_one_text()
    {
        EmbeddingsRequest request = Decode(One, """{"content":{"parts":[{"text":"a\n"},{"text":"\u00e9"}]}}""");

        AssertSame("""{"model":"vendor-model","input":["a\né"]}""", Encode("openai", WireProtocol.OpenAIEmbeddings, request));
    }

    [Fact]
    public void Titles_of_their_own_are_lost_where_all_have_one()
    {
        EmbeddingsRequest request = Decode(
            Batch, """{"requests":[{"content":{"parts":[{"text":"a"}]},"title":"A"},{"content":{"parts":[{"text":"b"}]},"title":"B"}]}""");

        Encode("openai", WireProtocol.OpenAIEmbeddings, request);

        Assert.Equal("$.requests[0].title, $.requests[1].title", Losses);
    }

    [Theory]
    [InlineData(Batch, """{"requests":[]}""", "$.requests")]
    [InlineData(Batch, """{"requests":[{}]}""", "$.requests[0].content")]
    [InlineData(Batch, """{"requests":[{"content":{"parts":[{"inlineData":{}}]}}]}""", "$.requests[0].content.parts[0]")]
    [InlineData(Batch, """{"requests":[{"content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"a"}]},"outputDimensionality":2}]}""", "$.requests[1].outputDimensionality")]
    [InlineData(Batch, """{"requests":[{"content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING"},{"content":{"parts":[{"text":"a"}]}}]}""", "$.requests[0].taskType")]
    [InlineData(One, """{"content":{"parts":[{"text":7}]}}""", "$.content.parts[0].text")]
    [InlineData(One, """{"content":{"parts":[{"text":"a"}]},"outputDimensionality":"many"}""", "$.outputDimensionality")]
    public void What_is_wrong_is_named(WireProtocol protocol, string body, string path) =>
        Assert.Equal(path, Assert.Throws<UnreadableException>(() => Decode(protocol, body)).Error.Param);

    [Theory]
    [InlineData(Batch, """{"embeddings":[{"values":[1,0.50]},{"values":[2]}],"usageMetadata":{"promptTokenCount":5}}""", 2)]
    [InlineData(One, """{"embedding":{"values":[1,0.50]},"usageMetadata":{"promptTokenCount":5}}""", 1)]
    public void An_answer_comes_back_in_its_shape(WireProtocol protocol, string told, int inputs)
    {
        string data = inputs == 2 ? """{"index":1,"embedding":[2]},{"index":0,"embedding":[1,0.50]}""" : """{"index":0,"embedding":[1,0.50]}""";
        EmbeddingsResponse response = Answer(
            WireProtocol.OpenAIEmbeddings, $$"""{"object":"list","id":"i","data":[{{data}}],"usage":{"prompt_tokens":5,"total_tokens":5} }""", inputs);

        Assert.Equal(told, Tell(protocol, response));
        Assert.Equal("$.id", Losses);
    }

    [Fact]
    public void What_the_vendor_does_not_tell_is_not_told() =>
        Assert.Equal("""{"embedding":{"values":[1]}}""", Tell(One, Answer(WireProtocol.OpenAIEmbeddings, """{"data":[{"embedding":[1]}]}""", 1)));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_batch_that_is_too_large_does_not_go_up_as_it_is(int requests, bool suits) => Assert.Equal(
        suits,
        NativeProtocols.Get(Batch).Suits(ProviderCatalog.Find("gemini")!, Scan($$"""{"requests":[{{string.Join(',', Enumerable.Repeat("{}", requests))}}]}""")));

    [Theory]
    [InlineData(Batch, """{"requests":[{"a":1,"model":"models/alias"},{"model":"models/v"},{"x":{} },7]}""", """{"requests":[{"a":1,"model":"models/v"},{"model":"models/v"},{"x":{} },7]}""")]
    [InlineData(Batch, """{"requests":[{"model":"models/v"}]}""", null)]
    [InlineData(One, """{"model":"models/a/b","content":{}}""", """{"model":"models/v","content":{}}""")]
    [InlineData(One, """{"content":{}}""", null)]
    [InlineData(WireProtocol.GeminiCountTokens, """{"generateContentRequest":{"model":"models/a","contents":[ ]}}""", """{"generateContentRequest":{"model":"models/v","contents":[ ]}}""")]
    [InlineData(WireProtocol.GeminiCountTokens, """{"contents":[]}""", null)]
    public void A_body_names_the_model_that_is_called(WireProtocol protocol, string body, string? sent)
    {
        JsonScan scan = Scan(body);
        var edits = new RequestEdits();
        foreach (MemberEdit edit in NativeProtocols.Get(protocol).Rename(scan, "v"))
        {
            edits.Add(edit);
        }

        string renamed = string.Concat(edits.Apply(scan).Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)));
        Assert.Equal(sent ?? body, renamed);
    }

    [Fact]
    public void Random_bodies_are_read_or_refused()
    {
        string[] values =
        [
            "null", "1", "\"a\"", "[]", "{}", "[1]", "[null]", """{"parts":[{"text":"a"}]}""", """{"parts":{"text":"a"},"role":1}""", """{"parts":[[]]}""",
            """[{"content":{"parts":[{"text":"a"}]},"model":7,"title":"t"}]""", """[{"content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{}]}}]""",
            "\"1e3\"", "\"CLUSTERING\"", """{"content":{"parts":[{"text":"\ud800"}]}}""",
        ];
        Gen.Int[0, values.Length - 1].Select(i => values[i]).Array[6].Sample(
            drawn =>
            {
                string body = $$"""
                    {"requests":{{drawn[0]}},"content":{{drawn[1]}},"embedContentConfig":{{drawn[2]}},"outputDimensionality":{{drawn[3]}},"taskType":{{drawn[4]}},"title":{{drawn[5]}} }
                    """;
                foreach (WireProtocol protocol in (WireProtocol[])[Batch, One])
                {
                    NativeProtocols.Get(protocol).Rename(Scan(body), "v");
                    try
                    {
                        Encode("openai", WireProtocol.OpenAIEmbeddings, Decode(protocol, body));
                    }
                    catch (UnreadableException)
                    {
                        // The typed refusal; nothing else may come.
                    }
                }
            },
            iter: 100_000);
    }

    private string Losses { get; set; } = "";

    private static JsonScan Scan(string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        return scan;
    }

    private static EmbeddingsRequest Decode(WireProtocol protocol, string body) =>
        EmbeddingsCodecs.IngressOf(protocol)!.DecodeRequest(Encoding.UTF8.GetBytes(body));

    private static EmbeddingsResponse Answer(WireProtocol vendor, string body, int inputs) =>
        EmbeddingsCodecs.EgressOf(vendor)!.DecodeResponse(Encoding.UTF8.GetBytes(body), inputs);

    private string Encode(string vendor, WireProtocol protocol, EmbeddingsRequest request, string model = "vendor-model")
    {
        var output = new ArrayBufferWriter<byte>();
        EgressTarget target = new(model, ProviderCatalog.Find(vendor)!);
        return Written(losses => EmbeddingsCodecs.EgressOf(protocol)!.EncodeRequest(request, target, output, losses), output);
    }

    private string Tell(WireProtocol protocol, EmbeddingsResponse response)
    {
        var output = new ArrayBufferWriter<byte>();
        EmbeddingsRequest request = new() { Protocol = protocol, Inputs = [] };
        return Written(losses => EmbeddingsCodecs.IngressOf(protocol)!.EncodeResponse(response, request, output, losses), output);
    }

    private string Written(Action<LossList> write, ArrayBufferWriter<byte> output)
    {
        var losses = new LossList();
        write(losses);
        Losses = string.Join(", ", losses.ToImmutable().Select(loss => loss.Path));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void AssertSame(string expected, string actual) => JsonMeaning.AssertEqual(JsonNode.Parse(expected), JsonNode.Parse(actual));
}
