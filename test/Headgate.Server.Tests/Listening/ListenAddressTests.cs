using Headgate.Server.Listening;

namespace Headgate.Server.Tests.Listening;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4000", "http://127.0.0.1:4000")]
    [InlineData("http://127.0.0.1:4000/", "http://127.0.0.1:4000")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("https://[::1]:8443", "https://[::1]:8443")]
    [InlineData("http://*:4000", "http://[::]:4000")]
    [InlineData("http://+:4000", "http://[::]:4000")]
    [InlineData("http://0.0.0.0", "http://0.0.0.0:80")]
    [InlineData("unix:/run/headgate.sock", "unix:/run/headgate.sock")]
    public void Reads_the_contracts_forms(string text, string address) => Assert.Equal(address, ListenAddress.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("4000")]
    [InlineData("127.0.0.1:4000")]
    [InlineData("ftp://127.0.0.1:21")]
    [InlineData("http://example.org:80")]
    [InlineData("http://127.0.0.1:4000/v1")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("unix:")]
    public void Refuses_anything_else(string text) => Assert.Null(ListenAddress.Parse(text));
}
