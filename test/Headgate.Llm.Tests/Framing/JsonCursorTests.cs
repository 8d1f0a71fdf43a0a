using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

/// <summary>The runtime's reader is the judge of what a text says, however the cursor goes through it.</summary>
public sealed class JsonCursorTests
{
    private const int MaxDepth = 256;

    private static readonly string[] Parts =
    [
        "{", "}", "[", "]", ",", ",", ":", "\"a\":", "\"\\u0062\":", "\"b\"", "\"\\n\"", "\"\"", "\"\\x\"", "\"", "\\", "0", "-1", "12.0", "1e400",
        "99999999999999999999", "01", "1.", "true", "false", "null", "nul", " ", "\n", "\0",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(" {\"a\" : [ ] , \"b\\u0061\":{\"c\":[1,[],{}]} ,\"d\":-0.0e+1,\"\":\"\\\\\"}\r\n")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("[]]")]
    [InlineData("{\"a\":[1}}")]
    [InlineData("\"alone\"")]
    public void Says_what_the_runtimes_reader_says(string text) => AssertAgrees(text);

    [Theory]
    [InlineData(MaxDepth - 1)]
    [InlineData(MaxDepth)]
    [InlineData(MaxDepth + 1)]
    public void Agrees_on_depth(int depth)
    {
        AssertAgrees(new string('[', depth) + new string(']', depth));
        AssertAgrees(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
        Assert.Equal(depth <= MaxDepth, CanSkip(new string('[', depth) + new string(']', depth)));
    }

    [Fact]
    public void Agrees_on_any_text_made_of_jsons_parts() =>
        Gen.Int[0, Parts.Length - 1].Array[0, 14].Sample(
            parts => AssertAgrees("[" + string.Concat(parts.Select(i => Parts[i])) + "]"),
            iter: 200_000);

    [Theory]
    [InlineData("null", false)]
    [InlineData("false", false)]
    [InlineData("0.0", false)]
    [InlineData("\"\"", false)]
    [InlineData("\"0\"", true)]
    [InlineData("-1", true)]
    [InlineData("{}", true)]
    [InlineData("[]", true)]
    public void Takes_for_true_what_a_script_does(string value, bool expected) =>
        Assert.Equal(expected, new JsonCursor(Encoding.UTF8.GetBytes(value)).IsTruthy());

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("{\"type\":\"a\",\"id\":\"b\",\"format\":\"c\",\"text\":\"\"}", false)]
    [InlineData("[{\"type\":\"a\",\"text\":\"b\"}]", true)]
    [InlineData("{\"type\":[\"a\"]}", true)]
    [InlineData("[1,null,[]]", false)]
    public void Tells_whether_a_value_says_something(string value, bool expected) =>
        Assert.Equal(expected, new JsonCursor(Encoding.UTF8.GetBytes(value)).HasText());

    private static bool CanSkip(string text)
    {
        JsonCursor cursor = new(Encoding.UTF8.GetBytes(text));
        try
        {
            cursor.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AssertAgrees(string text)
    {
        byte[] json = Encoding.UTF8.GetBytes(text);
        Assert.True(Expected(json) == Walked(json), text);
        Assert.True((Expected(json) is not null) == CanSkipWhole(json), text);
    }

    private static bool CanSkipWhole(byte[] json)
    {
        try
        {
            JsonCursor cursor = new(json);
            cursor.Skip();
            cursor.End();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Walked(byte[] json)
    {
        StringBuilder said = new();
        try
        {
            JsonCursor cursor = new(json);
            Say(ref cursor, said);
            cursor.End();
            return said.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Say(ref JsonCursor value, StringBuilder said)
    {
        switch (value.Kind)
        {
            case JsonTokenType.StartObject:
                Assert.True(value.EnterObject());
                said.Append('{');
                while (value.NextMember(out ReadOnlySpan<byte> name))
                {
                    said.Append(Encoding.UTF8.GetString(name)).Append('=');
                    Say(ref value, said);
                }

                said.Append('}');
                break;
            case JsonTokenType.StartArray:
                Assert.True(value.EnterArray());
                said.Append('[');
                while (value.NextElement())
                {
                    Say(ref value, said);
                }

                said.Append(']');
                break;
            case JsonTokenType.String:
                said.Append('"').Append(value.Text()).Append('"');
                break;
            case JsonTokenType.Number:
                said.Append(CultureInfo.InvariantCulture, $"{value.Count()?.ToString(CultureInfo.InvariantCulture) ?? "uncounted"};");
                break;
            default:
                said.Append(value.Kind);
                value.Skip();
                break;
        }
    }

    private static string? Expected(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            StringBuilder said = new();
            Say(document.RootElement, said);
            return said.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Say(JsonElement value, StringBuilder said)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                said.Append('{');
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    said.Append(member.Name).Append('=');
                    Say(member.Value, said);
                }

                said.Append('}');
                break;
            case JsonValueKind.Array:
                said.Append('[');
                foreach (JsonElement element in value.EnumerateArray())
                {
                    Say(element, said);
                }

                said.Append(']');
                break;
            case JsonValueKind.String:
                said.Append('"').Append(value.GetString()).Append('"');
                break;
            case JsonValueKind.Number:
                said.Append(CultureInfo.InvariantCulture, $"{CountOf(value)};");
                break;
            default:
                said.Append(value.ValueKind);
                break;
        }
    }

    private static string CountOf(JsonElement number) =>
        number.TryGetInt64(out long whole) ? Math.Max(0, whole).ToString(CultureInfo.InvariantCulture)
        : number.GetDouble() is var real && Math.Abs(real) < long.MaxValue / 2 ? ((long)Math.Max(0, real)).ToString(CultureInfo.InvariantCulture)
        : "uncounted";
}
