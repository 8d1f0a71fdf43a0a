using System.Net;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Tests.Pipeline.Exchange;

public sealed class ClientConnectionTests
{
    [Fact]
    public void Digests_what_was_sent_this_time_whatever_was_sent_before()
    {
        ClientConnection connection = new(IPAddress.Loopback);
        string header = "Bearer hg-one hg-two";
        foreach (string secret in (string[])["hg-one", "hg-two", "hg-one", "hg-one"])
        {
            Assert.Equal(KeyDigest.Of(secret), connection.DigestOf(secret.AsMemory()));
            Assert.Equal(KeyDigest.Of(secret), connection.DigestOf(header.AsMemory(header.IndexOf(secret, StringComparison.Ordinal), secret.Length)));
        }
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void Shows_the_address_in_its_plain_form(string address, string expected) =>
        Assert.Equal(expected, new ClientConnection(IPAddress.Parse(address)).Address);

    [Fact]
    public void A_unix_socket_has_no_address() => Assert.Null(new ClientConnection(null).Address);
}
