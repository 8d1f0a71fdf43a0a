using System.Runtime.InteropServices;

namespace Headgate.Simulator.Tests.OpenAI;

public sealed class EmbeddingsTests
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task Gives_the_same_unit_vector_for_the_same_text_as_floats_and_as_base64()
    {
        await using var rig = await Rig.StartAsync();
        var floats = (await rig.PostAsync(Path, """{"model":"echo","input":["one two","three"],"dimensions":8}""")).Json;
        var vector = floats.At("data.0.embedding").EnumerateArray().Select(n => n.GetSingle()).ToArray();
        Assert.Equal(8, vector.Length);
        Assert.Equal(1, vector.Sum(n => n * n), 5);
        Assert.Equal(1, floats.NumberAt("data.1.index"));
        Assert.NotEqual(floats.At("data.0.embedding").GetRawText(), floats.At("data.1.embedding").GetRawText());
        Assert.Equal("""{"prompt_tokens":3,"total_tokens":3}""", floats.At("usage").GetRawText());
        var packed = (await rig.PostAsync(Path, """{"model":"echo","input":"one two","dimensions":8,"encoding_format":"base64"}""")).Json;
        Assert.Equal(vector, MemoryMarshal.Cast<byte, float>(packed.At("data.0.embedding").GetBytesFromBase64()).ToArray());
    }

    [Fact]
    public async Task Takes_token_numbers_and_has_1536_dimensions_by_default()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path, """{"model":"echo","input":[[1,2],[3]]}""")).Json;
        Assert.Equal(2, reply.At("data").GetArrayLength());
        Assert.Equal(1536, reply.At("data.0.embedding").GetArrayLength());
        Assert.Equal(3, reply.NumberAt("usage.prompt_tokens"));
    }

    [Theory]
    [InlineData("""{"model":"echo"}""", "input")]
    [InlineData("""{"model":"echo","input":""}""", "input")]
    [InlineData("""{"model":"echo","input":[]}""", "input")]
    [InlineData("""{"model":"echo","input":[{}]}""", "input")]
    [InlineData("""{"model":"echo","input":"x","encoding_format":"int8"}""", "encoding_format")]
    [InlineData("""{"model":"echo","input":"x","dimensions":0}""", "dimensions")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(param, reply.Json.TextAt("error.param"));
    }
}
