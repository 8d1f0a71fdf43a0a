using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Headgate.Llm.Reranking;

namespace Headgate.Llm.Tests.Reranking;

public sealed class RerankCodecTests
{
    private const string Body =
        """
        {"model":"m","query":"who?","documents":["a",{"text":"b","title":"t"},"c"],"top_n":2,"return_documents":true,"max_tokens_per_doc":4096,"x":1}
        """;

    private static readonly EgressTarget Target = new("vendor-model", ProviderCatalog.Find("openai-compatible")!);

    [Fact]
    public void Coheres_and_Jinas_shape_goes_up_with_what_it_has()
    {
        (JsonNode sent, LossList losses) = Encode(WireProtocol.Rerank, Decode(Body));

        AssertSame(
            """
            {"model":"vendor-model","query":"who?","documents":["a","b","c"],"top_n":2,"return_documents":true,"max_tokens_per_doc":4096,"x":1}
            """,
            sent);
        Assert.Equal(["$.documents[1].title"], losses.ToImmutable().Select(loss => loss.Path));
    }

    [Fact]
    public void Voyages_shape_has_its_own_names_and_the_rest_is_a_loss()
    {
        (JsonNode sent, LossList losses) = Encode(WireProtocol.VoyageRerank, Decode(Body));

        AssertSame("""{"model":"vendor-model","query":"who?","documents":["a","b","c"],"top_k":2}""", sent);
        Assert.Equal(["$.max_tokens_per_doc", "$.documents[1].title", "$.x"], losses.ToImmutable().Select(loss => loss.Path));
    }

    [Fact]
    public void An_answer_of_Voyages_reads_as_Coheres()
    {
        RerankResponse response = Answer(
            WireProtocol.VoyageRerank,
            """
            {
              "object":"list","data":[{"relevance_score":0.4375,"index":2},{"relevance_score":1e-3,"index":0}],
              "model":"rerank-2","usage":{"total_tokens":26}
            }
            """);

        AssertSame(
            """
            {
              "id":null,"model":"rerank-2","usage":{"total_tokens":26},
              "results":[
                {"index":2,"relevance_score":0.4375,"document":{"text":"c"}},
                {"index":0,"relevance_score":1e-3,"document":{"text":"a"}}
              ]
            }
            """,
            Tell(response));
    }

    [Fact]
    public void Searches_that_Cohere_bills_are_counted()
    {
        RerankResponse response = Answer(
            WireProtocol.Rerank,
            """
            {"id":"i","results":[{"index":1,"relevance_score":0.9}],"meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}}
            """);

        Assert.Equal(new Usage { SearchUnits = 1 }, response.Usage);
        AssertSame("""{"billed_units":{"search_units":1}}""", Tell(response)["meta"]);
    }

    [Theory]
    [InlineData("""{"query":"q","documents":["a"]}""", "$.model")]
    [InlineData("""{"model":"m","documents":["a"]}""", "$.query")]
    [InlineData("""{"model":"m","query":["q"],"documents":["a"]}""", "$.query")]
    [InlineData("""{"model":"m","query":"q"}""", "$.documents")]
    [InlineData("""{"model":"m","query":"q","documents":[]}""", "$.documents")]
    [InlineData("""{"model":"m","query":"q","documents":["a",1]}""", "$.documents[1]")]
    [InlineData("""{"model":"m","query":"q","documents":[{"title":"a"}]}""", "$.documents[0].text")]
    public void What_is_wrong_is_named(string body, string path) =>
        Assert.Equal(path, Assert.Throws<UnreadableException>(() => Decode(body)).Error.Param);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"results":[{"index":3,"relevance_score":1}]}""")]
    [InlineData("""{"results":[{"index":-1,"relevance_score":1}]}""")]
    [InlineData("""{"results":[{"index":0,"relevance_score":1},{"index":0,"relevance_score":1}]}""")]
    [InlineData("""{"results":[{"index":0}]}""")]
    [InlineData("""{"results":[{"relevance_score":1}]}""")]
    public void An_answer_that_ranks_what_was_not_sent_is_none(string body) =>
        Assert.Throws<UnreadableException>(() => Answer(WireProtocol.Rerank, body));

    private static RerankRequest Decode(string body) =>
        RerankCodecs.IngressOf(WireProtocol.Rerank)!.DecodeRequest(Encoding.UTF8.GetBytes(body));

    private static RerankResponse Answer(WireProtocol vendor, string body) =>
        RerankCodecs.EgressOf(vendor)!.DecodeResponse(Encoding.UTF8.GetBytes(body), 3);

    private static (JsonNode Body, LossList Losses) Encode(WireProtocol vendor, RerankRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var losses = new LossList();
        RerankCodecs.EgressOf(vendor)!.EncodeRequest(request, Target, output, losses);
        return (JsonNode.Parse(output.WrittenSpan)!, losses);
    }

    private static JsonNode Tell(RerankResponse response)
    {
        var output = new ArrayBufferWriter<byte>();
        RerankCodecs.IngressOf(WireProtocol.Rerank)!.EncodeResponse(response, Decode(Body), output, new LossList());
        return JsonNode.Parse(output.WrittenSpan)!;
    }

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());
}
