using System.Globalization;
using Headgate.EndToEnd.Processes;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Raw;

/// <summary>What the process allocates is counted, so that nothing else may run.</summary>
[Collection(nameof(Alone))]
public sealed class UploadMemoryTests : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_large_upload_takes_no_more_memory_than_a_small_one()
    {
        await using var sink = new UploadSink();
        await using var gateway = await TestGateway.StartAsync(GatewayConfig.Head(sink.Address));
        await UploadAsync(gateway, 1 << 20); // what is made once
        var small = await UploadAsync(gateway, 1 << 20);
        var large = await UploadAsync(gateway, 200 << 20);

        Assert.True(large - small < 16 << 20, string.Create(CultureInfo.InvariantCulture, $"{large} bytes allocated for 200 MiB, {small} for 1 MiB"));
    }

    private async Task<long> UploadAsync(TestGateway gateway, int bytes)
    {
        using var content = new MultipartFormDataContent
        {
            { new StringContent("batch"), "\"purpose\"" }, { new StreamContent(new ZeroStream(bytes), 64 << 10), "\"file\"", "\"zeros\"" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.BaseUrl + "/v1/files") { Content = content };
        request.Headers.Add("Authorization", $"Bearer {GatewayConfig.Key}");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var response = await _client.SendAsync(request, Bound.Token());
        Assert.Equal(200, (int)response.StatusCode);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
