namespace Headgate.Simulator.Tests.Cohere;

public sealed class EmbedTests
{
    [Fact]
    public async Task Gives_a_vector_for_each_text_and_says_what_is_billed()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(
            "/v2/embed", """{"model":"echo","texts":["one two","three"],"input_type":"search_query","output_dimension":256}""")).Json;
        Assert.Equal(2, reply.At("embeddings.float").GetArrayLength());
        Assert.Equal(256, reply.At("embeddings.float.0").GetArrayLength());
        Assert.Equal(3, reply.NumberAt("meta.billed_units.input_tokens"));
    }

    [Theory]
    [InlineData("""{"model":"echo","input_type":"search_query"}""", "texts")]
    [InlineData("""{"model":"echo","texts":[],"input_type":"search_query"}""", "texts")]
    [InlineData("""{"model":"echo","texts":[[1]],"input_type":"search_query"}""", "texts")]
    [InlineData("""{"model":"echo","texts":["a"]}""", "input_type")]
    [InlineData("""{"model":"echo","texts":["a"],"input_type":"search_query","output_dimension":7}""", "output_dimension")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync("/v2/embed", body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.TextAt("error.param"));
    }
}
