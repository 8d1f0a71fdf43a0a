using System.Buffers;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class DataUrlTests
{
    [Theory]
    [InlineData("data:image/png;base64,iVBORw0=", "image/png", "iVBORw0=")]
    [InlineData("DATA:Image/JPG;BASE64,AAAA", "image/jpeg", "AAAA")]
    [InlineData("data:text/plain;charset=utf-8;base64,aGk=", "text/plain", "aGk=")]
    [InlineData("data:image/png;name=a%20b.png; base64,AA%2BA", "image/png", "AA+A")]
    [InlineData("data:,hi%20there", "text/plain", "aGkgdGhlcmU=")]
    [InlineData("data:text/html,<b>100%</b>", "text/html", "PGI+MTAwJTwvYj4=")]
    public void Pitfall_20_a_data_url_is_read_with_whatever_parameters_it_has(string url, string type, string data)
    {
        MediaSource.Base64 source = DataUrl.TryRead(Encoding.UTF8.GetBytes(url))!;

        Assert.Equal((type, data), (source.MediaType, Encoding.UTF8.GetString(source.Data.Span)));
    }

    [Theory]
    [InlineData("https://example.com/a,b.png")]
    [InlineData("data:image/png;base64")]
    [InlineData("data")]
    [InlineData("")]
    public void Another_url_is_none(string url) => Assert.Null(DataUrl.TryRead(Encoding.UTF8.GetBytes(url)));

    [Fact]
    public void Is_written_as_one_json_string()
    {
        ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WritePropertyName("url"u8);
        DataUrl.Write(new MediaSource.Base64("image/png", "iVBOR+/="u8.ToArray()), writer);
        writer.WriteString("detail"u8, "low"u8);
        writer.WriteEndObject();
        writer.Flush();

        Assert.Equal("""{"url":"data:image/png;base64,iVBOR+/=","detail":"low"}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
