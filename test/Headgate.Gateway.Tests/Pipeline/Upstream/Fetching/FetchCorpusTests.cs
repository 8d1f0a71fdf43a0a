using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Tests.Pipeline.Upstream.Connections;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Fetching;

/// <summary>The corpus, over every way out that leads to addresses the operator did not write.</summary>
public sealed class FetchCorpusTests : IClassFixture<FetchCorpusTests.Certificates>
{
    private readonly Certificates _certificates;

    public FetchCorpusTests(Certificates certificates) => _certificates = certificates;

    public static TheoryData<int, string> Cases => new(FetchCase.Lines.Select((line, i) => (i, line.Split(" | ")[0])));

    [Fact]
    public void The_corpus_is_large() => Assert.InRange(FetchCase.Lines.Count, 200, int.MaxValue);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fetching_connects_to_the_allowed_addresses_and_to_no_other(int number, string url)
    {
        FetchCase line = FetchCase.Of(number);
        await using var net = new StrangersNet(line, _certificates.Wildcard);
        using var rig = new PipelineRig();
        var fetcher = new UrlFetcher(net.Connections, new BodyMemory(rig), TimeProvider.System);

        Outcome<FetchedFile> outcome = await fetcher
            .FetchAsync(url, new FetchAllowance(1 << 20), UrlFetcher.Timeout, TestContext.Current.CancellationToken);

        bool isRefused = outcome.Failed(out GatewayError? error, out FetchedFile? file);
        file?.Dispose();
        Assert.Equal(line.Connections, net.Called);
        Assert.Equal(line.Connections.Length, net.Seen);
        Assert.Equal(line.IsFetched, !isRefused);
        Assert.InRange(net.Lookups, 0, line.Connections.Length + (isRefused ? 1 : 0)); // one for each hop: no answer is asked for twice
        Assert.Equal(isRefused ? ErrorKind.InvalidRequest : null, error?.Kind);
    }

    [Fact]
    public async Task A_provider_of_the_catalogue_is_called_at_no_address_that_fetching_would_not_call()
    {
        int refused = 0;
        foreach (IPAddress address in Addresses().Distinct())
        {
            bool isAllowed = AddressTrust.IsPublic(address);
            await using var net = new StrangersNet(FetchCase.Of(0), _certificates.Wildcard);
            using var connections = new UpstreamConnections(TimeProvider.System, lookup: (_, _) => Task.FromResult(new[] { address }))
            {
                Detour = net.Connections.Detour,
            };
            var endpoint = new Endpoint(new Uri("http://vendor.test/v1"), IsWritten: false, null, null, null);
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.BaseUrl);
            _ = await Record.ExceptionAsync(async () =>
                (await connections.For(endpoint, new Credential("vendor#1", "secret")).SendAsync(request, TestContext.Current.CancellationToken)).Dispose());

            Assert.Equal(isAllowed ? [new IPEndPoint(address, 80)] : [], net.Called);
            refused += isAllowed ? 0 : 1;
        }

        Assert.InRange(refused, 100, int.MaxValue);
    }

    /// <summary>Every address that a line has, in its URL or as an answer.</summary>
    private static IEnumerable<IPAddress> Addresses()
    {
        foreach (FetchCase line in FetchCase.Lines.Select((_, i) => FetchCase.Of(i)))
        {
            foreach (IPAddress answer in line.Answers.Values.SelectMany(answers => answers).SelectMany(answer => answer))
            {
                yield return answer;
            }

            if (!FetchableUrl.Read(line.Url).Failed(out _, out Uri? url) && IPAddress.TryParse(url.IdnHost, out IPAddress? literal))
            {
                yield return literal;
            }
        }
    }

    /// <summary>A certificate for the hosts of the corpus that speak TLS.</summary>
    public sealed class Certificates : IDisposable
    {
        internal TestCertificates Wildcard { get; } = new("*.files.test");

        public void Dispose() => Wildcard.Dispose();
    }
}
