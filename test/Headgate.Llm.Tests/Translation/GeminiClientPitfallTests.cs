using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Leaves;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation;

/// <summary>What Google takes from its clients besides what its pages show, and others must be told the same of.</summary>
public sealed class GeminiClientPitfallTests
{
    // Objects whose members are the application's own, or another language's.
    private static readonly string[] NotGoogles = ["args", "response", "labels", "parametersJsonSchema", "responseJsonSchema", "properties"];

    [Fact]
    public void Numbers_may_be_texts()
    {
        const string Said = """
            {"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":"0.5","topP":"5e-1","topK":"40","seed":"-7","maxOutputTokens":"1000",
             "candidateCount":"1.0","thinkingConfig":{"thinkingBudget":"2048"}}}
            """;
        string plain = Said.Replace("\"0.5\"", "0.5").Replace("\"5e-1\"", "0.5").Replace("\"40\"", "40").Replace("\"-7\"", "-7")
            .Replace("\"1000\"", "1000").Replace("\"1.0\"", "1").Replace("\"2048\"", "2048");

        AssertSaysTheSame(plain, Said);
    }

    [Theory]
    [InlineData("temperature", "\"warm\"")]
    [InlineData("temperature", "\"NaN\"")]
    [InlineData("temperature", "\" 1\"")]
    [InlineData("topK", "\"1.5\"")]
    [InlineData("topK", "\"\"")]
    [InlineData("seed", "\"99999999999999999999\"")]
    [InlineData("seed", "true")]
    public void Texts_that_are_no_numbers_are_refused(string name, string value) => Assert.Equal(
        $"$.generationConfig.{name}",
        Assert.Throws<UnreadableException>(
            () => Crossing.Decode(GeminiGenerateContent, $$"""{"contents":[],"generationConfig":{"{{name}}":{{value}}} }""")).Error.Param);

    [Theory]
    [InlineData("\"any\"", "required")]
    [InlineData("\"none\"", "none")]
    [InlineData("2", "required")]
    [InlineData("3", "none")]
    public void Words_may_be_small_or_numbers(string mode, string choice)
    {
        string body = $$$$"""
            {"contents":[{"parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"a","parameters":{"type":6,"properties":{"b":{"type":"string"}} }}]}],
             "toolConfig":{"functionCallingConfig":{"mode":{{{{mode}}}}} }}
            """;

        JsonNode written = Crossing.Request(GeminiGenerateContent, Targets.PlainGpt, body).Json;

        Assert.Equal(choice, written["tool_choice"]!.GetValue<string>());
        JsonMeaning.AssertEqual(
            JsonNode.Parse("""{"type":"object","properties":{"b":{"type":"string"}}}"""), written["tools"]![0]!["function"]!["parameters"]);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("-1")]
    [InlineData("\"SOMETIMES\"")]
    public void Words_that_are_none_of_the_list_are_refused(string mode) => Assert.Equal(
        "$.toolConfig.functionCallingConfig.mode",
        Assert.Throws<UnreadableException>(() => Crossing.Decode(
            GeminiGenerateContent, $$$$"""{"contents":[],"toolConfig":{"functionCallingConfig":{"mode":{{{{mode}}}}} }}""")).Error.Param);

    [Theory]
    [InlineData("-_-_", "+/+/")]
    [InlineData("AAA", "AAA=")]
    [InlineData("AA", "AA==")]
    [InlineData("AA==", "AA==")]
    public void Bytes_may_be_written_as_for_addresses(string data, string usual)
    {
        string body = $$"""{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"{{data}}"} }]}]}""";

        string? url = Crossing.Request(GeminiGenerateContent, Targets.PlainGpt, body).Json["messages"]![0]!["content"]![0]!["image_url"]!["url"]!.GetValue<string>();

        Assert.Equal($"data:image/png;base64,{usual}", url);
    }

    [Fact]
    public void All_names_may_have_underscores()
    {
        foreach (Scene scene in GeminiRequestLeaves.Scenes)
        {
            AssertSaysTheSame(scene.Body, WithUnderscores(JsonNode.Parse(scene.Body)!).ToJsonString());
        }
    }

    [Theory]
    [InlineData("""{"result":"12 inches"}""", "12 inches", null)]
    [InlineData("""{"output":"12 inches"}""", "12 inches", null)]
    [InlineData("""{"output":{"inches":12}}""", """{"inches":12}""", null)]
    [InlineData("""{"result":[12]}""", "[12]", null)]
    [InlineData("""{"result":null}""", "null", null)]
    [InlineData("""{"error":"no gauge"}""", "no gauge", true)]
    [InlineData("""{"error":{"code":5}}""", """{"code":5}""", true)]
    [InlineData("""{"output":1,"unit":"inch"}""", """{"output":1,"unit":"inch"}""", null)]
    [InlineData("""{"result":"{\"a\":1}"}""", """{"result":"{\"a\":1}"}""", null)]
    [InlineData("{}", "{}", null)]
    public void A_result_is_what_its_one_member_holds(string response, string text, bool? isError)
    {
        string body = $$$$"""
            {"contents":[{"parts":[{"text":"Hi"}]},{"role":"model","parts":[{"functionCall":{"name":"a","args":{} }}]},
             {"parts":[{"functionResponse":{"name":"a","response":{{{{response}}}}} }]}]}
            """;

        JsonNode result = Crossing.Request(GeminiGenerateContent, Targets.NewClaude, body).Json["messages"]![2]!["content"]![0]!;

        Assert.Equal(isError, (bool?)result["is_error"]);
        Assert.Equal(text, result["content"] is JsonArray parts ? (string?)parts[0]!["text"] : (string?)result["content"]);
    }

    [Fact]
    public void A_schema_is_written_in_the_order_that_it_asks_for()
    {
        const string Body = """
            {"contents":[{"parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT",
             "properties":{"a":{"type":"STRING"},"b":{"type":"OBJECT","properties":{"x":{},"y":{}},"propertyOrdering":["y"]},"c":{"type":"STRING"}},
             "property_ordering":["c","b","gone","c"]}}]}]}
            """;

        JsonObject schema = Crossing.Request(GeminiGenerateContent, Targets.PlainGpt, Body).Json["tools"]![0]!["function"]!["parameters"]!.AsObject();

        JsonObject properties = schema["properties"]!.AsObject();
        Assert.Equal(["c", "b", "a"], properties.Select(property => property.Key));
        Assert.Equal(["y", "x"], properties["b"]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.DoesNotContain(schema, member => member.Key.Contains("rdering", StringComparison.Ordinal));
    }

    private static void AssertSaysTheSame(string body, string other)
    {
        foreach (EgressTarget target in Targets.All)
        {
            Crossing.Outcome expected = Crossing.Request(GeminiGenerateContent, target, body);
            Crossing.Outcome written = Crossing.Request(GeminiGenerateContent, target, other);
            if (Crossing.ProtocolOf(target) != GeminiGenerateContent) // which is told what it alone knows as it was written
                JsonMeaning.AssertEqual(expected.Json, written.Json);
            Assert.Equal(expected.Losses.Length, written.Losses.Length);
        }
    }

    private static JsonNode WithUnderscores(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(
            Underscored(member.Key),
            NotGoogles.Contains(member.Key) ? member.Value?.DeepClone() : member.Value is null ? null : WithUnderscores(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(element => WithUnderscores(element!))]),
        _ => node.DeepClone(),
    };

    private static string Underscored(string name) =>
        string.Concat(name.Select(sign => char.IsUpper(sign) ? $"_{char.ToLowerInvariant(sign)}" : sign.ToString()));
}
