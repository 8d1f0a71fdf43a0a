using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tests.Framing;

public sealed class RequestEditsTests
{
    private static readonly string[] Names = ["model", "stream", "stream_options", "temperature", "ключ", "a", "b", "c"];
    private static readonly string[] Blanks = ["", "", " ", "\n\t", " \r\n "];
    private static readonly string[] Values =
        ["1", "1.0", "1e3", "12345678901234567890", "\"x\"", "\"a\\\"},b\"", "null", "true", "[]", "[1, {\"model\":\"}\"}]", "{ }", "{\"a\":[\"]\"]}"];

    [Theory]
    [InlineData("""{"model":"a","n":1.0}""", """{"model":"b","n":1.0}""")]
    [InlineData("""{ "n":1 , "mod\u0065l" :  "a" }""", """{ "n":1 , "mod\u0065l" :  "b" }""")]
    [InlineData("""{"n":1}""", """{"n":1,"model":"b"}""")]
    [InlineData("{}", """{"model":"b"}""")]
    [InlineData(" {  } ", """ {"model":"b"  } """)]
    public void Sets_a_member_in_its_place_or_as_the_last(string body, string expected)
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("model", "b"));
        Assert.Equal(expected, Apply(edits, body));
    }

    [Theory]
    [InlineData("""{"x":1,"a":2,"b":3}""", """{"a":2,"b":3}""")]
    [InlineData("""{"a":2 , "x":1 , "b":3}""", """{"a":2 , "b":3}""")]
    [InlineData("""{"a":2,"b":3 , "x":1 }""", """{"a":2,"b":3 }""")]
    [InlineData("""{ "x":1 }""", "{  }")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"\u0078":[1,2],"a":1}""", """{"a":1}""")]
    public void Removes_a_member_with_its_comma(string body, string expected)
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.Remove("x"));
        Assert.Equal(expected, Apply(edits, body));
    }

    [Theory]
    [InlineData("""{"m":1}""", """{"m":1,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":null,"m":1}""", """{"stream_options":{"include_usage":true},"m":1}""")]
    [InlineData("""{"stream_options":{}}""", """{"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{ "include_usage" : false }}""", """{"stream_options":{ "include_usage" : true }}""")]
    [InlineData("""{"stream_options":{"include_usage":true}}""", """{"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{"include\u005fusage":null,"x":1.0}}""", """{"stream_options":{"include\u005fusage":true,"x":1.0}}""")]
    [InlineData("""{"stream_options":{"include_obfuscation":false }}""", """{"stream_options":{"include_obfuscation":false,"include_usage":true }}""")]
    [InlineData("""{"stream_options":{"include_usage":0,"include_usage":false}}""", """{"stream_options":{"include_usage":true,"include_usage":true}}""")]
    [InlineData("""{"stream\u005foptions":{},"m":1}""", """{"stream\u005foptions":{"include_usage":true},"m":1}""")]
    public void Asks_for_usage_and_keeps_the_other_options(string body, string expected)
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.AskForUsage);
        Assert.Equal(expected, Apply(edits, body));
    }

    [Fact]
    public void The_last_edit_of_a_member_wins()
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("a", "first"));
        edits.Add(MemberEdit.Remove("a"));
        edits.Add(MemberEdit.Set("b", "1"u8.ToArray()));
        edits.Add(MemberEdit.Set("b", "2"u8.ToArray()));
        edits.Add(MemberEdit.Remove("c"));
        edits.Add(MemberEdit.Set("c", "3"u8.ToArray()));
        Assert.Equal("""{"b":2,"c":3}""", Apply(edits, """{"a":0,"b":0,"c":0}"""));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"n":2}""")]
    [InlineData("""{"n":null,"a":1}""", """{"n":null,"a":1}""")]
    [InlineData("""{"\u006e":1}""", """{"\u006e":1}""")]
    public void Sets_a_default_only_where_the_member_is_absent(string body, string expected)
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetDefault("n", "2"u8.ToArray()));
        Assert.Equal(expected, Apply(edits, body));
    }

    [Theory]
    [InlineData("gpt-5")]
    [InlineData("a\"b\\c\nd\u0001")]
    [InlineData("ключ😀")]
    [InlineData("")]
    public void Writes_strings_that_read_back_the_same(string value)
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("model", value));
        edits.Add(MemberEdit.SetString("na\"me", value));
        Dictionary<string, string> read = JsonSerializer.Deserialize<Dictionary<string, string>>(Apply(edits, """{"model":"x"}"""))!;
        Assert.Equal(value, read["model"]);
        Assert.Equal(value, read["na\"me"]);
    }

    [Fact]
    public void Replaces_a_lone_surrogate_that_no_json_can_hold()
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("model", "a\ud800"));
        Assert.Equal("{\"model\":\"a\uFFFD\"}", Apply(edits, "{}"));
    }

    [Fact]
    public void Gives_slices_of_the_original_and_copies_nothing()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"model":"a","big":"xxxxxxxx"}""");
        JsonScan.TryScan(body, out JsonScan? scan, out _);
        RequestEdits edits = new();
        edits.Add(MemberEdit.SetString("model", "b"));

        SplicedBody spliced = edits.Apply(scan!);

        Assert.Equal(3, spliced.Pieces.Length);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(spliced.Pieces[2], out ArraySegment<byte> last));
        Assert.Same(body, last.Array);
    }

    [Fact]
    public void Without_edits_gives_the_body_itself()
    {
        byte[] body = Encoding.UTF8.GetBytes(" {\"a\":1} ");
        JsonScan.TryScan(body, out JsonScan? scan, out _);
        SplicedBody spliced = new RequestEdits().Apply(scan!);
        Assert.Equal(body, spliced.Pieces.SelectMany(piece => piece.ToArray()));
    }

    [Fact]
    public void Agrees_with_an_independent_splicer_on_any_body_and_any_edits() =>
        Gen.Int.Sample(
            seed =>
            {
                Random random = new(seed);
                string body = RandomBody(random);
                NaiveSplicer naive = new(body);
                RequestEdits edits = new();
                string[] edited = [.. Names.Where(_ => random.Next(3) == 0)];
                string[] removed = [.. edited.Where(_ => random.Next(2) == 0)];
                foreach (string name in removed)
                {
                    edits.Add(MemberEdit.Remove(name));
                    naive.Remove(name);
                }

                foreach (string name in edited.Except(removed))
                {
                    string value = Values[random.Next(Values.Length)];
                    edits.Add(MemberEdit.Set(name, Encoding.UTF8.GetBytes(value)));
                    naive.Set(name, value);
                }

                Assert.Equal(naive.Text, Apply(edits, body));
            },
            iter: 50_000);

    private static string RandomBody(Random random)
    {
        StringBuilder body = new(Blank());
        body.Append('{').Append(Blank());
        string[] present = [.. Names.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];
        for (int i = 0; i < present.Length; i++)
        {
            body.Append(i > 0 ? "," + Blank() : "").Append('"').Append(Escape(present[i])).Append('"').Append(Blank()).Append(':');
            body.Append(Blank()).Append(Values[random.Next(Values.Length)]).Append(Blank());
        }

        return body.Append('}').Append(Blank()).ToString();

        string Blank() => Blanks[random.Next(Blanks.Length)];

        string Escape(string name) => string.Concat(name.Select(c => random.Next(8) == 0 ? $"\\u{(int)c:x4}" : c.ToString()));
    }

    private static string Apply(RequestEdits edits, string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        SplicedBody spliced = edits.Apply(scan);
        byte[] bytes = [.. spliced.Pieces.SelectMany(piece => piece.ToArray())];
        Assert.Equal(bytes.Length, spliced.Length);
        Assert.DoesNotContain(spliced.Pieces, piece => piece.IsEmpty);
        return Encoding.UTF8.GetString(bytes);
    }
}
