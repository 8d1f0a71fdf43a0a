using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Framing;

public sealed class JsonScanTests
{
    [Fact]
    public void Finds_where_the_members_lie()
    {
        const string Body = " { \"model\" : \"m\" ,\"n\":1.0e3,\"a\":[1,{\"model\":2}],\"o\":{} , \"t\":true,\"z\":null}\n";
        JsonScan scan = Scan(Body);

        Assert.Equal("m", scan.GetString("model"u8));
        Assert.Equal(("1.0e3", JsonTokenType.Number), Value(scan, "n"));
        Assert.Equal(("[1,{\"model\":2}]", JsonTokenType.StartArray), Value(scan, "a"));
        Assert.Equal(("{}", JsonTokenType.StartObject), Value(scan, "o"));
        Assert.Equal(("null", JsonTokenType.Null), Value(scan, "z"));
        Assert.True(scan.IsTrue("t"u8));
        Assert.False(scan.IsTrue("n"u8));
        Assert.False(scan.TryGet("mode"u8, out _));
        Assert.False(scan.TryGet("models"u8, out _));
        Assert.Null(scan.GetString("n"u8));
        Assert.Null(scan.GetString("absent"u8));
        Assert.Equal(3, scan.Members[0].NameStart);
    }

    [Theory]
    [InlineData("""{"mod\u0065l":"a"}""", "a")]
    [InlineData("""{"model":"a\n\"\\\/\b\f\r\té\u00e9\ud83d\ude00"}""", "a\n\"\\/\b\f\r\téé😀")]
    [InlineData("""{"model":""}""", "")]
    [InlineData("""{"model":"\ud800"}""", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("""{"model":"\ude00x\ud83d\u0041"}""", "\uFFFD\uFFFD\uFFFDx\uFFFD\uFFFD\uFFFDA")]
    public void Reads_strings_whatever_their_escapes(string body, string expected) =>
        Assert.Equal(expected, Scan(body).GetString("model"u8));

    [Theory]
    [InlineData("""{"model":1,"model":1}""")]
    [InlineData("""{"model":1,"mod\u0065l":1}""")]
    [InlineData("""{"mod\u0065l":1,"\u006Dodel":1}""")]
    [InlineData("""{"\ud83d\ude00":1,"😀":1}""")]
    [InlineData("""{"\ud800":1,"\uD800":1}""")]
    [InlineData("""{"":1,"":1}""")]
    public void Refuses_a_top_level_name_that_comes_twice(string body)
    {
        GatewayError error = Refused(body);
        Assert.Equal(ErrorKind.InvalidJson, error.Kind);
        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":1,"Model":1,"mode":1,"model ":1}""")]
    [InlineData("""{"\ud800":1,"\ud801":1,"\ufffd":1}""")]
    [InlineData("""{"a":{"x":1,"x":1},"b":{"x":1}}""")]
    public void Takes_names_that_differ_and_duplicates_further_down(string body) => Scan(body);

    [Fact]
    public void Names_the_duplicate_and_its_places()
    {
        GatewayError error = Refused("""{"model":"a","x":1,"model":"b"}""");
        Assert.Equal("The body names \"model\" twice, at bytes 1 and 19; send it once.", error.Message);
        Assert.Equal("$.model", error.Param);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("{\"a\":1,}", "line 1, byte 8")]
    [InlineData("{\"a\":1} x", "line 1, byte 9")]
    [InlineData("{\"a\":1}{}", "line 1, byte 8")]
    [InlineData("{\n \"a\": /* no */ 1}", "line 2, byte 7")]
    [InlineData("{\"a\":01}", "line 1, byte 7")]
    [InlineData("{'a':1}", "line 1, byte 2")]
    [InlineData("{\"a\":\"\n\"}", "line 1, byte 7")]
    [InlineData("{\"a\":NaN}", "line 1, byte 6")]
    [InlineData("{\"a\":\"\\x\"}", "line 1, byte 8")]
    [InlineData("nul", "line 1")]
    [InlineData("\uFEFF{}", "byte order mark")]
    public void Refuses_what_is_no_strict_json_and_says_where(string body, string place)
    {
        GatewayError error = Refused(body);
        Assert.Equal(ErrorKind.InvalidJson, error.Kind);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("\"x\"", "a string")]
    [InlineData("12", "a number")]
    [InlineData("true", "a boolean")]
    [InlineData("null", "null")]
    public void Refuses_what_is_no_object(string body, string found)
    {
        GatewayError error = Refused(body);
        Assert.Equal(ErrorKind.InvalidRequest, error.Kind);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, 2)]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', 0xC3, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, 3)]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, 2)]
    public void Refuses_bytes_that_are_no_utf8_and_says_which(byte[] body, int at)
    {
        Assert.False(JsonScan.TryScan(body, out _, out GatewayError? error));
        Assert.Equal(ErrorKind.InvalidJson, error.Kind);
        Assert.Contains($"at byte {at};", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Takes_64_levels_and_refuses_65(char open, char close)
    {
        Scan(Nested(63));
        GatewayError error = Refused(Nested(64));
        Assert.Equal(ErrorKind.InvalidJson, error.Kind);
        Assert.Contains("deeper than 64 levels", error.Message, StringComparison.Ordinal);
        Assert.Contains("deeper than 64 levels", Refused(Nested(100_000)).Message, StringComparison.Ordinal);

        string Nested(int inner)
        {
            string step = open == '[' ? "[" : "{\"a\":";
            string value = string.Concat(Enumerable.Repeat(step, inner)) + "1" + new string(close, inner);
            return $"{{\"a\":{value}}}";
        }
    }

    [Fact]
    public void Takes_a_thousand_members_and_refuses_more_in_little_time()
    {
        Assert.Equal(1024, Scan(Members(1024)).Members.Length);
        Assert.Equal(ErrorKind.InvalidRequest, Refused(Members(1025)).Kind);
        Assert.Equal(ErrorKind.InvalidRequest, Refused(Members(1_000_000)).Kind);

        static string Members(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"m{i}\":{i}")) + "}";
    }

    [Fact]
    public void Allocates_little_for_a_large_body()
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 400_000)}}"}],"stream":true}""");
        JsonScan.TryScan(body, out _, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isScanned = JsonScan.TryScan(body, out _, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(isScanned);
        Assert.InRange(allocated, 0, 512);
    }

    private static JsonScan Scan(string body)
    {
        bool isScanned = JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out GatewayError? error);
        Assert.True(isScanned, error?.Message);
        return scan!;
    }

    private static GatewayError Refused(string body)
    {
        Assert.False(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out _, out GatewayError? error));
        return error;
    }

    private static (string Raw, JsonTokenType Kind) Value(JsonScan scan, string name)
    {
        Assert.True(scan.TryGet(Encoding.UTF8.GetBytes(name), out JsonMember member));
        return (Encoding.UTF8.GetString(scan.ValueOf(member).Span), member.Kind);
    }
}
