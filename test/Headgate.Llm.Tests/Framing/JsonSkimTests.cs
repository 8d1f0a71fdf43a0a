using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

/// <summary>The runtime's reader is the judge of what strict JSON is, and of where its members lie.</summary>
public sealed class JsonSkimTests
{
    private static readonly string[] Parts =
    [
        "{", "}", "[", "]", ",", ":", "\"a\":", "\"b\"", "\"\\n\"", "\"\\u00e9\\\"\"", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "\"", "\\", "0", "-", "-0.5",
        "12", "01", "1.", "1e5", "1E+", "2e-3", ".5", "true", "false", "null", "nul", "NaN", " ", "\n", "\t", "/**/", "\0", "é", "\u00a0",
    ];

    [Theory]
    [InlineData("{}")]
    [InlineData(" { \"a\" : [ ] , \"b\\u0061\":{\"c\":[1,[],{}]} ,\"d\":-0.0e+1,\"\":\"\\\\\"}\r\n")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":{\"b\":1,}}")]
    [InlineData("{,}")]
    [InlineData("{\"a\":[}")]
    [InlineData("{\"a\":[1}}")]
    [InlineData("{\"a\":{\"b\"}}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":\"\\u00")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":truex}")]
    [InlineData("{\"a\":1 2}")]
    public void Agrees_with_the_runtimes_reader(string text) => AssertAgrees(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Agrees_on_depth(int depth)
    {
        AssertAgrees(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}"));
        AssertAgrees(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)));
        AssertAgrees(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', depth)}{new string(']', depth)},\"b\":{new string('[', depth)}1"));
    }

    [Fact]
    public void Agrees_on_any_text_made_of_jsons_parts() =>
        Gen.Int[0, Parts.Length - 1].Array[0, 14].Sample(
            parts => AssertAgrees(Encoding.UTF8.GetBytes("{\"k\":" + string.Concat(parts.Select(i => Parts[i])) + "}")),
            iter: 200_000);

    [Fact]
    public void Agrees_on_valid_json_with_a_few_bytes_changed() =>
        Gen.Select(Gen.Int, Gen.Int[0, 3]).Sample(
            (seed, changes) =>
            {
                Random random = new(seed);
                byte[] bytes = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(i => $"\"m{i}\":{Value(random, 0)}")) + "}");
                for (int i = 0; i < changes; i++)
                {
                    bytes[random.Next(bytes.Length)] = Encoding.UTF8.GetBytes(Parts[random.Next(Parts.Length)])[0];
                }

                AssertAgrees(bytes);
            },
            iter: 200_000);

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 3 : 5) switch
    {
        0 => "\"te\\nxt\\u20ac\"",
        1 => "-12.50e+3",
        2 => " null ",
        3 => "[" + string.Join(" , ", Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth + 1))) + "]",
        _ => "{ " + string.Join(',', Enumerable.Range(0, random.Next(3)).Select(i => $"\"n{i}\" :{Value(random, depth + 1)}")) + "}",
    };

    private static void AssertAgrees(byte[] text)
    {
        JsonSkim skim = new(text);
        bool isTaken = skim.TryWalk(JsonScan.MaxMembers);

        List<JsonMember>? expected = ReadWithTheRuntime(text);

        Assert.True(isTaken == expected is not null, Encoding.UTF8.GetString(text));
        if (isTaken)
        {
            Assert.Equal(expected, skim.Members.Take(skim.Count));
        }
    }

    private static List<JsonMember>? ReadWithTheRuntime(byte[] text)
    {
        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
            List<JsonMember> members = [];
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                int name = (int)reader.TokenStartIndex;
                reader.Read();
                (int start, JsonTokenType kind) = ((int)reader.TokenStartIndex, reader.TokenType);
                reader.Skip();
                members.Add(new JsonMember(name, start, (int)reader.BytesConsumed, kind));
            }

            reader.Read();
            return members;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
