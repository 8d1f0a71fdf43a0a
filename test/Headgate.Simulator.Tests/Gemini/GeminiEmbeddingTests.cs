using static Headgate.Simulator.Tests.Gemini.GeminiRig;

namespace Headgate.Simulator.Tests.Gemini;

public sealed class GeminiEmbeddingTests
{
    private const string Content = """ "content":{"parts":[{"text":"one two"}]} """;

    [Fact]
    public async Task Embeds_one_text_or_several()
    {
        await using var rig = await GeminiRig.StartAsync();
        var one = (await rig.PostAsync(Path("echo", "embedContent"), $$"""{ {{Content}},"outputDimensionality":4}""")).Json;
        var request = $$"""{"model":"models/echo",{{Content}},"taskType":"RETRIEVAL_QUERY","outputDimensionality":4}""";
        var several = (await rig.PostAsync(Path("echo", "batchEmbedContents"), $$"""{"requests":[{{request}},{{request}}]}""")).Json;

        Assert.Equal(4, one.At("embedding.values").GetArrayLength());
        Assert.Equal(2, one.NumberAt("usageMetadata.promptTokenCount"));
        Assert.Equal(2, several.At("embeddings").GetArrayLength());
        Assert.Equal(one.At("embedding.values").GetRawText(), several.At("embeddings.1.values").GetRawText());
        Assert.Equal(4, several.NumberAt("usageMetadata.promptTokenCount"));
    }

    [Theory]
    [InlineData("Unknown name \"input\"", "embedContent", """{"input":"x"}""")]
    [InlineData("contents is not specified", "embedContent", """{"content":{"parts":[]}}""")]
    [InlineData("output_dimensionality", "embedContent", """{"content":{"parts":[{"text":"x"}]},"outputDimensionality":4000}""")]
    [InlineData("task_type", "embedContent", """{"content":{"parts":[{"text":"x"}]},"taskType":"search"}""")]
    [InlineData("title", "embedContent", """{"content":{"parts":[{"text":"x"}]},"title":"x"}""")]
    [InlineData("the model", "batchEmbedContents", """{"requests":[{"content":{"parts":[{"text":"x"}]}}]}""")]
    [InlineData("at most 100", "batchEmbedContents", """{"requests":[]}""")]
    public async Task Refuses_what_it_does_not_take(string words, string method, string body)
    {
        await using var rig = await GeminiRig.StartAsync();
        var reply = await rig.PostAsync(Path("echo", method), body);
        Assert.Equal(400, reply.Status);
        Assert.Contains(words, reply.Json.TextAt("error.message"), StringComparison.Ordinal);
    }
}
