using System.Text;
using Headgate.Gateway.Pipeline.Upstream.Fetching;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Fetching;

public sealed class SniffedTypeTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("FFD8FFDB", "image/jpeg")]
    [InlineData("474946383761", "image/gif")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946461A000000574542505650384C", "image/webp")]
    [InlineData("5249464624000000574156456D666D74", "audio/wav")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("4F676753000200", "audio/ogg")]
    [InlineData("494433040000", "audio/mp3")]
    [InlineData("FFFB9064", "audio/mp3")]
    [InlineData("FFF38464", "audio/mp3")]
    [InlineData("00000020667479706D703432", "video/mp4")]
    [InlineData("000000206674797069736F6D", "video/mp4")]
    [InlineData("00000020667479704D344120", "audio/mp4")]
    [InlineData("68C3A96C6C6F0A", "text/plain")]
    public void A_type_is_seen_in_the_bytes_whatever_the_server_says(string hex, string type)
    {
        Assert.Equal(type, SniffedType.Of(Convert.FromHexString(hex), null));
        Assert.Equal(type, SniffedType.Of(Convert.FromHexString(hex), "application/octet-stream"));
        Assert.Equal(type, SniffedType.Of(Convert.FromHexString(hex), "image/svg+xml"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("504B0304")]
    [InlineData("89504E47")]
    [InlineData("5249464624000000")]
    [InlineData("0000002066747970617669660000")]
    [InlineData("00000020667479706865696300")]
    [InlineData("68C3")]
    [InlineData("680069")]
    [InlineData("7F454C460201")]
    [InlineData("FFF15080")]
    public void Other_bytes_have_no_type(string hex)
    {
        Assert.Null(SniffedType.Of(Convert.FromHexString(hex), null));
        Assert.Null(SniffedType.Of(Convert.FromHexString(hex), "image/png"));
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("TEXT/HTML", "text/html")]
    [InlineData("text/x-evil\r\nx: y", "text/plain")]
    [InlineData("application/pdf", "text/plain")]
    [InlineData(null, "text/plain")]
    public void Which_kind_of_text_it_is_the_server_may_say(string? declared, string type) =>
        Assert.Equal(type, SniffedType.Of(Encoding.UTF8.GetBytes("a;b\n1;2\n"), declared));
}
