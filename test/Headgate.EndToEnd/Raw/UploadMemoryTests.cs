using Headgate.EndToEnd.Processes;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Raw;

/// <summary>The largest upload that is taken: it arrives byte for byte, and the gateway's memory stays as it was.</summary>
[Collection(nameof(Alone))]
public sealed class UploadMemoryTests : IDisposable
{
    private const long MaxUpload = 512 << 20;
    private const long MostGrowth = 64 << 20;

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_largest_upload_takes_no_more_memory_than_a_small_one()
    {
        await using var sink = new UploadSink();
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(sink.Address));
        Assert.Equal(200, await UploadAsync(gateway, sink, 8 << 20)); // what is made once
        var before = gateway.MostResidentBytes;
        Assert.Equal(200, await UploadAsync(gateway, sink, MaxUpload));

        Assert.InRange(gateway.MostResidentBytes - before, 0, MostGrowth);
    }

    [Fact]
    public async Task A_byte_more_is_refused_before_any_is_sent()
    {
        await using var sink = new UploadSink();
        using var folder = new TemporaryFolder();
        await using var gateway = await GatewayProcess.ServeAsync(folder, GatewayConfig.Head(sink.Address));

        Assert.Equal(413, await UploadAsync(gateway, sink, MaxUpload + 1));
        Assert.Equal(0, sink.Received);
    }

    /// <summary>The status; when it is good, what arrived is what was sent.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="sink">The vendor behind it.</param>
    /// <param name="bytes">Length of the whole body.</param>
    private async Task<int> UploadAsync(GatewayProcess gateway, UploadSink sink, long bytes)
    {
        var noise = new NoiseStream(bytes - Form(Stream.Null).Headers.ContentLength!.Value);
        using var content = new SummedContent(Form(noise));
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.BaseUrl + "/v1/files") { Content = content };
        request.Headers.Add("Authorization", $"Bearer {GatewayConfig.Key}");
        request.Headers.ExpectContinue = true;
        using var response = await _client.SendAsync(request, Bound.Token());
        if (response.IsSuccessStatusCode)
            Assert.Equal(content.Sum, sink.Sum);
        else
            Assert.Equal(0, noise.Position);
        return (int)response.StatusCode;
    }

    private static MultipartFormDataContent Form(Stream file) => new("a-boundary")
    {
        { new StringContent("batch"), "\"purpose\"" }, { new StreamContent(file, 64 << 10), "\"file\"", "\"noise\"" },
    };
}
