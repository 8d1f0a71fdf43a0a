namespace Headgate.Simulator.Tests.Reranking;

public sealed class RerankTests
{
    private const string Body = """{"model":"echo","query":"red fox","documents":["a blue bird","a red fox","a red hen"]""";

    [Theory]
    [InlineData("/v1/rerank")]
    [InlineData("/v2/rerank")]
    public async Task Ranks_by_the_querys_words_and_bills_a_search(string path)
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(path, Body + ""","top_n":2}""")).Json;
        Assert.Equal(2, reply.At("results").GetArrayLength());
        Assert.Equal(1, reply.NumberAt("results.0.index"));
        Assert.Equal(2, reply.NumberAt("results.1.index"));
        Assert.Equal(1, reply.NumberAt("meta.billed_units.search_units"));
    }

    [Fact]
    public async Task Has_Voyages_names_too()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync("/voyage/v1/rerank", Body + ""","top_k":1,"return_documents":true}""")).Json;
        Assert.Equal(1, reply.At("data").GetArrayLength());
        Assert.Equal("a red fox", reply.TextAt("data.0.document"));
        Assert.Equal(11, reply.NumberAt("usage.total_tokens"));
    }

    [Theory]
    [InlineData("""{"model":"echo","documents":["a"]}""", "query")]
    [InlineData("""{"model":"echo","query":"q"}""", "documents")]
    [InlineData("""{"model":"echo","query":"q","documents":[]}""", "documents")]
    [InlineData("""{"model":"echo","query":"q","documents":[{"text":"a"}]}""", "documents")]
    [InlineData("""{"model":"echo","query":"q","documents":["a"],"top_n":0}""", "top_n")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync("/v1/rerank", body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.TextAt("error.param"));
    }
}
