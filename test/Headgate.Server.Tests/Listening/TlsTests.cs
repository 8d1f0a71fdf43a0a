using System.Net;
using System.Net.Security;
using Headgate.Gateway.Config;
using Headgate.Server.Listening;
using Headgate.Server.Tests.DataPlane;

namespace Headgate.Server.Tests.Listening;

public sealed class TlsTests
{
    private SslStreamCertificateContext _certificate = TestCertificates.Context("CN=one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Speaks_both_versions_of_HTTP_by_ALPN(string version)
    {
        await using TestDataPlane plane = await StartAsync();
        using HttpClient client = plane.ClientFor(TestCertificates.Trusting(_ => { }));
        using HttpRequestMessage request = new(HttpMethod.Get, "/healthz")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using HttpResponseMessage reply = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(version, reply.Version.ToString());
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_to_new_connections()
    {
        await using TestDataPlane plane = await StartAsync();
        Assert.Equal("CN=one", await TestCertificates.ServedSubjectAsync(plane.Address, Cancellation));
        _certificate = TestCertificates.Context("CN=two");
        Assert.Equal("CN=two", await TestCertificates.ServedSubjectAsync(plane.Address, Cancellation));
    }

    private Task<TestDataPlane> StartAsync() =>
        TestDataPlane.StartAsync(new Listeners([new ListenAddress("127.0.0.1", 0, IsTls: true, null)], () => _certificate));
}
