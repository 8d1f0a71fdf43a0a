using System.Text;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class SchemaDialectTests
{
    private const string Closed = """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}""";

    [Fact]
    public void Both_take_a_closed_object_whose_properties_are_all_required()
    {
        AssertTaken(SchemaDialect.OpenAI, Closed);
        AssertTaken(SchemaDialect.Anthropic, Closed);
    }

    [Theory]
    [InlineData("""{"type":"object"}""", "an object that may have further properties")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", "an object that may have further properties")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "an object that may have further properties")]
    [InlineData("""{"type":["object","null"],"additionalProperties":true}""", "an object that may have further properties")]
    [InlineData("""{"type":"object","additionalProperties":false,"oneOf":[]}""", "oneOf")]
    [InlineData("""{"type":"object","additionalProperties":false,"a stranger's":1}""", "a stranger's")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":{"a":true},"required":["a"]}""", "a schema that is true or false")]
    [InlineData("""{"type":"object","additionalProperties":false,"properties":[]}""", "what is no schema")]
    [InlineData("""{"items":{"$ref":"http://x/y"},"additionalProperties":false,"type":"object"}""", "a $ref to another document")]
    public void Neither_takes(string schema, string obstacle)
    {
        AssertRefused(SchemaDialect.OpenAI, schema, obstacle);
        AssertRefused(SchemaDialect.Anthropic, schema, obstacle);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1}""", "minimum")]
    [InlineData("""{"type":"string","pattern":"a"}""", "pattern")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":2}""", "minItems")]
    [InlineData("""{"type":"array","items":{"type":"string"},"maxItems":2}""", "maxItems")]
    [InlineData("""{"$ref":"#"}""", "a schema that refers to itself")]
    public void Anthropic_does_not_take_what_OpenAI_does(string property, string obstacle)
    {
        string schema = Closed.Replace("""{"type":"string"}""", property, StringComparison.Ordinal);

        AssertTaken(SchemaDialect.OpenAI, schema);
        AssertRefused(SchemaDialect.Anthropic, schema, obstacle);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{}},"required":[],"additionalProperties":false}""", "an object with properties that are not required")]
    [InlineData("""{"type":"object","default":{},"additionalProperties":false}""", "default")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "a schema that is not one of an object")]
    [InlineData("""{"anyOf":[{"type":"string"}]}""", "a schema that is not one of an object")]
    [InlineData("""{}""", "a schema that is not one of an object")]
    public void OpenAI_does_not_take_what_Anthropic_does(string schema, string obstacle)
    {
        AssertTaken(SchemaDialect.Anthropic, schema);
        AssertRefused(SchemaDialect.OpenAI, schema, obstacle);
    }

    [Fact]
    public void A_property_may_be_called_like_a_keyword()
    {
        const string Schema =
            """
            {
              "type":"object","properties":{"minimum":{"type":"string"},"oneOf":{"enum":["$ref",{"not":1}]}},
              "required":["minimum","oneOf"],"additionalProperties":false
            }
            """;

        AssertTaken(SchemaDialect.OpenAI, Schema);
        AssertTaken(SchemaDialect.Anthropic, Schema);
    }

    [Fact]
    public void A_definition_may_be_used_twice_but_for_Anthropic_not_lead_back_to_itself()
    {
        const string Twice =
            """
            {
              "type":"object","properties":{"a":{"$ref":"#/$defs/x"},"b":{"$ref":"#/$defs/x"}},"required":["a","b"],"additionalProperties":false,
              "$defs":{"x":{"type":"string"}}
            }
            """;
        const string Circle =
            """
            {
              "type":"object","properties":{"a":{"$ref":"#/$defs/x"}},"required":["a"],"additionalProperties":false,
              "$defs":{"x":{"anyOf":[{"$ref":"#/$defs/y"}]},"y":{"anyOf":[{"$ref":"#/$defs/x"}]}}
            }
            """;

        AssertTaken(SchemaDialect.Anthropic, Twice);
        AssertTaken(SchemaDialect.OpenAI, Circle);
        AssertRefused(SchemaDialect.Anthropic, Circle, "a schema that refers to itself");
    }

    [Fact]
    public void No_json_whatever_is_more_than_refused()
    {
        var random = new Random(7);
        string[] words = ["type", "properties", "required", "items", "anyOf", "$ref", "$defs", "additionalProperties", "minItems", "object", "#", "x", "\\ud800"];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] schema = Encoding.UTF8.GetBytes(Anything(random, words, depth: 0));
            SchemaDialect.OpenAI.Takes(schema, out _);
            SchemaDialect.Anthropic.Takes(schema, out _);
        }
    }

    private static string Anything(Random random, string[] words, int depth) => random.Next(depth > 4 ? 5 : 8) switch
    {
        0 => "null",
        1 => "true",
        2 => "false",
        3 => random.Next(-3, 9).ToString(System.Globalization.CultureInfo.InvariantCulture) + ".5",
        4 => $"\"{words[random.Next(words.Length)]}\"",
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Anything(random, words, depth + 1)))}]",
        _ => $"{{{string.Join(',', random.GetItems(words, random.Next(5)).Select(word => Member(random, words, word, depth)))}}}",
    };

    private static string Member(Random random, string[] words, string name, int depth) => $"\"{name}\":{Anything(random, words, depth + 1)}";

    private static void AssertTaken(SchemaDialect dialect, string schema)
    {
        Assert.True(dialect.Takes(Encoding.UTF8.GetBytes(schema), out string obstacle), obstacle);
        Assert.Equal("", obstacle);
    }

    private static void AssertRefused(SchemaDialect dialect, string schema, string obstacle)
    {
        Assert.False(dialect.Takes(Encoding.UTF8.GetBytes(schema), out string found));
        Assert.Equal($"{dialect.Vendor} cannot enforce {obstacle}", found);
    }
}
