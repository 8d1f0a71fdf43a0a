using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Embeddings;

/// <summary>Google's embeddings, by https://ai.google.dev/api/embeddings and the client of @google/genai 3.1.0, read 2026-11-23.</summary>
public sealed class GoogleEmbedTests
{
    [Fact]
    public void Gemini_gets_a_batch_with_the_model_in_each_of_its_requests()
    {
        string sent = Encode("gemini", "gemini-embedding-001", """{"model":"m","input":["a","é"],"dimensions":256,"input_type":"document","title":"T"}""");

        Assert.Equal("", Losses);
        JsonMeaning.AssertEqual(
            JsonNode.Parse(
                """
                {"requests":[
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},
                   "taskType":"RETRIEVAL_DOCUMENT","title":"T","outputDimensionality":256},
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"é"}]},
                   "taskType":"RETRIEVAL_DOCUMENT","title":"T","outputDimensionality":256}]}
                """),
            JsonNode.Parse(sent));
    }

    [Fact]
    public void Vertex_gets_instances()
    {
        string sent = Encode(
            "vertex", "text-embedding-005",
            """{"model":"m","input":["a","b"],"dimensions":256,"input_type":"document","title":"T","user":"u","x":1,"encoding_format":"base64"}""");

        Assert.Equal("$.x, $.user", Losses);
        JsonMeaning.AssertEqual(
            JsonNode.Parse(
                """
                {"instances":[{"content":"a","task_type":"RETRIEVAL_DOCUMENT","title":"T"},{"content":"b","task_type":"RETRIEVAL_DOCUMENT","title":"T"}],
                 "parameters":{"outputDimensionality":256} }
                """),
            JsonNode.Parse(sent));
    }

    [Fact]
    public void Vertex_gets_a_content_for_models_that_find_their_task_in_it()
    {
        string sent = Encode("vertex", "gemini-embedding-2", """{"model":"m","input":"a","dimensions":256,"input_type":"query","title":"T"}""");

        Assert.Equal("$.input_type, $.title", Losses);
        JsonMeaning.AssertEqual(
            JsonNode.Parse("""{"content":{"role":"user","parts":[{"text":"a"}]},"embedContentConfig":{"outputDimensionality":256}}"""), JsonNode.Parse(sent));
    }

    [Theory]
    [InlineData("document", "RETRIEVAL_DOCUMENT")]
    [InlineData("query", "RETRIEVAL_QUERY")]
    [InlineData("similarity", "SEMANTIC_SIMILARITY")]
    [InlineData("classification", "CLASSIFICATION")]
    [InlineData("clustering", "CLUSTERING")]
    public void Each_purpose_has_its_word(string purpose, string word)
    {
        string sent = Encode("gemini", "gemini-embedding-001", $$"""{"model":"m","input":"a","input_type":"{{purpose}}"}""");

        Assert.Equal(word, (string?)JsonNode.Parse(sent)!["requests"]![0]!["taskType"]);
    }

    [Fact]
    public void Only_documents_have_a_title()
    {
        string sent = Encode("gemini", "gemini-embedding-001", """{"model":"m","input":"a","input_type":"query","title":"T"}""");

        Assert.Equal("$.title", Losses);
        Assert.DoesNotContain("title", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini", """{"embeddings":[{"values":[1,0.5]},{"values":[2]}],"usageMetadata":{"promptTokenCount":7}}""", "")]
    [InlineData(
        "vertex",
        """
        {"predictions":[{"embeddings":{"values":[1,0.5],"statistics":{"token_count":3,"truncated":false}}},
          {"embeddings":{"statistics":{"token_count":4.0,"truncated":true},"values":[2]}}],"metadata":{"billableCharacterCount":9} }
        """,
        "$.predictions[1].embeddings.statistics.truncated, $.metadata")]
    public void Answers_have_vectors_in_order_and_usage(string vendor, string body, string losses)
    {
        EmbeddingsResponse response = Decode(vendor, body, 2);

        Assert.Equal(["[1,0.5]", "[2]"], response.Vectors.Select(vector => Encoding.UTF8.GetString(vector.Json.Span)));
        Assert.Equal(7, response.Usage!.InputText);
        Assert.Equal(losses, string.Join(", ", response.Extras.Select(extra => extra.Place)));
        Assert.Equal(7, Read(vendor, body).Usage!.InputText);
        Assert.True(Read(vendor, body).IsValid);
    }

    [Fact]
    public void The_answer_to_one_content_is_one_vector()
    {
        EmbeddingsResponse response = Decode("vertex", """{"embedding":{"values":[1]},"usageMetadata":{"promptTokenCount":3},"truncated":false}""", 1);

        Assert.Equal("[1]", Encoding.UTF8.GetString(Assert.Single(response.Vectors).Json.Span));
        Assert.Equal(3, response.Usage!.InputText);
    }

    [Fact]
    public void A_vendor_that_tells_no_usage_is_not_taken_for_one_that_used_none() =>
        Assert.Null(Decode("gemini", """{"embeddings":[{"values":[1]}]}""", 1).Usage);

    [Theory]
    [InlineData("""{"embeddings":[{"values":[1]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1]},{"values":[1]}]}""")]
    [InlineData("""{"embedding":{"values":[1]}}""")]
    [InlineData("""{"predictions":[{"embeddings":{"values":[1]}},{}]}""")]
    [InlineData("{}")]
    public void An_answer_that_has_not_one_vector_for_each_input_is_none(string body) =>
        Assert.Throws<UnreadableException>(() => Decode("vertex", body, 2));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"embeddings":{}}""")]
    [InlineData("""{"error":{"code":500}}""")]
    [InlineData("""{"embeddings":[]""")]
    public void What_is_no_answer_is_seen(string body) => Assert.False(Read("gemini", body).IsValid);

    [Fact]
    public void Random_bodies_are_read_or_refused()
    {
        string[] values =
        [
            "null", "1", "\"a\"", "[]", "{}", "[1]", "[null]", "[[1]]", """{"values":[1]}""", """{"values":1}""", """[{"values":[1]}]""",
            """[{"embeddings":{"values":"AAAA","statistics":{"token_count":1e99}}}]""", """[{"embeddings":[]}]""", """{"promptTokenCount":"x"}""",
        ];
        Gen.Int[0, values.Length - 1].Select(i => values[i]).Array[4].Sample(
            drawn =>
            {
                string body = $$"""{"embeddings":{{drawn[0]}},"embedding":{{drawn[1]}},"predictions":{{drawn[2]}},"usageMetadata":{{drawn[3]}} }""";
                Read("vertex", body);
                try
                {
                    Decode("vertex", body, 1);
                }
                catch (UnreadableException)
                {
                    // The typed refusal; nothing else may come.
                }
            },
            iter: 100_000);
    }

    private string Losses { get; set; } = "";

    private static WireProtocol ProtocolOf(string vendor) => vendor == "vertex" ? WireProtocol.VertexEmbed : WireProtocol.GeminiEmbed;

    private static ReplyReading Read(string vendor, string body) => NativeProtocols.Get(ProtocolOf(vendor)).ReadReply(Encoding.UTF8.GetBytes(body));

    private static EmbeddingsResponse Decode(string vendor, string body, int inputs) =>
        EmbeddingsCodecs.EgressOf(ProtocolOf(vendor))!.DecodeResponse(Encoding.UTF8.GetBytes(body), inputs);

    private string Encode(string vendor, string model, string body)
    {
        EmbeddingsRequest request = EmbeddingsCodecs.IngressOf(WireProtocol.OpenAIEmbeddings)!.DecodeRequest(Encoding.UTF8.GetBytes(body));
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        EmbeddingsCodecs.EgressOf(ProtocolOf(vendor))!.EncodeRequest(request, new EgressTarget(model, ProviderCatalog.Find(vendor)!), output, losses);
        Losses = string.Join(", ", losses.ToImmutable().Select(loss => loss.Path));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
