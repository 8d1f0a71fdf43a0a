using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests.Behaviours;

public sealed class SchemaInstanceTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"word\"")]
    [InlineData("""{"type":"string","minLength":6}""", "\"wordxx\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"wo\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-01-31\"")]
    [InlineData("""{"type":["null","integer"]}""", "1")]
    [InlineData("""{"type":"integer","minimum":7}""", "7")]
    [InlineData("""{"type":"integer","maximum":-3}""", "-3")]
    [InlineData("""{"type":"integer","multipleOf":5,"minimum":6}""", "10")]
    [InlineData("""{"type":"number","exclusiveMaximum":1}""", "0")]
    [InlineData("""{"type":"integer","minimum":1e300}""", "1")]
    [InlineData("""{"type":"null"}""", "null")]
    [InlineData("""{"type":"boolean"}""", "true")]
    [InlineData("""{"enum":[3,4]}""", "3")]
    [InlineData("""{"const":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"boolean"}]}""", "true")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"minItems":2}""", "[true,true]")]
    [InlineData("""{"type":"array","maxItems":0}""", "[]")]
    [InlineData("""{"type":"array","prefixItems":[{"const":1},{"const":2}]}""", "[1,2]")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/b"}},"$defs":{"b":{"type":"integer"}}}""", """{"a":1}""")]
    [InlineData("""{"$ref":"#/nowhere"}""", "\"word\"")]
    [InlineData("true", "\"word\"")]
    public void Fits(string schema, string instance) => Assert.Equal(instance, SchemaInstance.Of(JsonElement.Parse(schema), "word"));

    [Theory]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"},"v":{"type":"integer"}},"required":["v"]}""")]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}""")]
    [InlineData("""{"type":"array","items":{"$ref":"#"}}""")]
    [InlineData("""{"$ref":"#"}""")]
    public void Ends_where_a_schema_refers_back_to_itself(string schema) =>
        Assert.True(SchemaInstance.Of(JsonElement.Parse(schema), "word").Length < 1000);
}
