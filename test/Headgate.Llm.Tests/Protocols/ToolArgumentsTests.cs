using System.Text;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class ToolArgumentsTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" \n", "{}")]
    [InlineData(" {\"a\": 1} ", "{\"a\": 1}")]
    [InlineData("[1,2]", "{\"value\":[1,2]}")]
    [InlineData("\"text\"", "{\"value\":\"text\"}")]
    [InlineData("null", "{\"value\":null}")]
    [InlineData("{\"a\":", "{\"arguments\":\"{\\\"a\\\":\"}")]
    [InlineData("Paris", "{\"arguments\":\"Paris\"}")]
    public void Pitfall_17_arguments_that_are_no_object_become_one(string arguments, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ToolArguments.AsObject(Encoding.UTF8.GetBytes(arguments)).Span));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("{\"a\":\"\uFFFD\uFFFD\uFFFD\"}", Encoding.UTF8.GetString(ToolArguments.AsObject("{\"a\":\""u8.ToArray().Concat(new byte[] { 0xED, 0xA0, 0x80 }).Concat("\"}"u8.ToArray()).ToArray()).Span));

    [Theory]
    [InlineData("{ \"a b\" : [ 1 ,\n\t2 ] }", "{\"a b\":[1,2]}")]
    [InlineData("{\"a\":\" \\\" \\\\\" }", "{\"a\":\" \\\" \\\\\"}")]
    [InlineData("{}", "{}")]
    public void Compact_json_keeps_the_white_space_of_its_strings(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(ToolArguments.Compact(Encoding.UTF8.GetBytes(json)).Span));
}
