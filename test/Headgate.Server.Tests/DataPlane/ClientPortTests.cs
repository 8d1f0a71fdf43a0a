using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Server.DataPlane;

namespace Headgate.Server.Tests.DataPlane;

/// <summary>The two ports through which the pipeline sees a client.</summary>
public sealed class ClientPortTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_shows_headers_query_address_and_length()
    {
        string seen = await SeenAsync(
            request => $"{request.Headers["x-one"]}|{request.Headers["x-many"]}|{request.Headers["x-none"] ?? "absent"}|"
                + $"{request.Query}|{request.Connection.Address}|{request.ContentLength}",
            message =>
            {
                message.RequestUri = new Uri("/v1/chat/completions?beta=true&x=%20", UriKind.Relative);
                message.Headers.Add("X-One", "1");
                message.Headers.Add("x-many", ["a", "b"]);
                message.Content = new StringContent("12345");
            });
        Assert.Equal("1|a, b|absent|?beta=true&x=%20|127.0.0.1|5", seen);
    }

    [Fact]
    public async Task Calls_of_one_connection_share_it_and_may_bring_different_keys()
    {
        ConcurrentBag<ClientConnection> connections = [];
        CallHandler digest = (_, request, reply, departed) =>
        {
            connections.Add(request.Connection);
            return TestDataPlane.AnswerAsync(reply, $"{request.Connection.DigestOf(request.Headers["x-api-key"].AsMemory())}", departed);
        };
        await using TestDataPlane plane = await TestDataPlane.StartAsync(digest);
        foreach (string key in (string[])["hg-one", "hg-one", "hg-two", "hg-one"])
        {
            using HttpRequestMessage message = new(HttpMethod.Post, "/v1/chat/completions") { Headers = { { "x-api-key", key } } };
            using HttpResponseMessage reply = await plane.Client.SendAsync(message, Cancellation);
            Assert.Equal(KeyDigest.Of(key).ToString(), await reply.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Single(connections.Distinct());
    }

    [Fact]
    public async Task A_chunked_body_has_no_length()
    {
        string seen = await SeenAsync(
            request => request.ContentLength?.ToString() ?? "chunked",
            message =>
            {
                message.Content = new StringContent("12345");
                message.Headers.TransferEncodingChunked = true;
            });
        Assert.Equal("chunked", seen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task The_body_comes_decoded(string? coding)
    {
        byte[] plain = Encoding.UTF8.GetBytes("""{"model":"sim/echo"}""");
        CallHandler echo = async (_, request, reply, departed) =>
        {
            ReadResult body = await request.OpenBody()!.ReadAtLeastAsync(plain.Length, departed);
            await TestDataPlane.AnswerAsync(reply, Encoding.UTF8.GetString(body.Buffer), departed);
        };
        await using TestDataPlane plane = await TestDataPlane.StartAsync(echo);
        ByteArrayContent content = new(coding is null ? plain : GZip(plain));
        if (coding is not null)
        {
            content.Headers.ContentEncoding.Add(coding);
        }

        using HttpResponseMessage reply = await plane.Client.PostAsync("/v1/chat/completions", content, Cancellation);
        Assert.Equal(plain, await reply.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_flushed_arrives_before_the_reply_ends()
    {
        TaskCompletionSource firstSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CallHandler stream = async (_, _, reply, departed) =>
        {
            reply.SetHeader("x-accel-buffering", "no");
            reply.Start(200, "text/event-stream", null);
            Write(reply, "data: 1\n\n");
            await reply.FlushAsync(departed);
            Assert.True(reply.HasStarted);
            await firstSeen.Task.WaitAsync(TimeSpan.FromSeconds(30), departed);
            Write(reply, "data: 2\n\n");
            await reply.FlushAsync(departed);
        };
        await using TestDataPlane plane = await TestDataPlane.StartAsync(stream);
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions");
        using HttpResponseMessage reply = await plane.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using StreamReader events = new(await reply.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("data: 1", await events.ReadLineAsync(Cancellation));
        firstSeen.SetResult();
        Assert.Equal("\ndata: 2\n\n", await events.ReadToEndAsync(Cancellation));
        Assert.Equal("no", reply.Headers.GetValues("x-accel-buffering").Single());
    }

    [Fact]
    public async Task An_aborted_reply_cannot_pass_as_a_whole_one()
    {
        CallHandler abort = async (_, _, reply, departed) =>
        {
            reply.Start(200, "text/event-stream", null);
            Write(reply, "data: 1\n\n");
            await reply.FlushAsync(departed);
            reply.Abort();
        };
        await using TestDataPlane plane = await TestDataPlane.StartAsync(abort);
        await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => plane.Client.PostAsync("/v1/chat/completions", new StringContent("{}"), Cancellation));
    }

    [Fact]
    public async Task A_client_that_leaves_is_noticed_at_once_and_at_the_next_flush()
    {
        TaskCompletionSource<Exception?> noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CallHandler wait = async (_, _, reply, departed) =>
        {
            reply.Start(200, "text/event-stream", null);
            Write(reply, "data: 1\n\n");
            await reply.FlushAsync(departed);
            await Task.Delay(Timeout.InfiniteTimeSpan, departed).ContinueWith(_ => { }, TaskScheduler.Default);
            Write(reply, "data: 2\n\n");
            noticed.SetResult(await Record.ExceptionAsync(async () => await reply.FlushAsync(CancellationToken.None)));
        };
        await using TestDataPlane plane = await TestDataPlane.StartAsync(wait);
        using (HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions"))
        {
            using HttpResponseMessage reply = await plane.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        }

        Assert.IsType<ClientGoneException>(await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    private static async Task<string> SeenAsync(Func<IClientRequest, string> see, Action<HttpRequestMessage> prepare)
    {
        CallHandler handler = (_, request, reply, departed) => TestDataPlane.AnswerAsync(reply, see(request), departed);
        await using TestDataPlane plane = await TestDataPlane.StartAsync(handler);
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/chat/completions");
        prepare(message);
        using HttpResponseMessage reply = await plane.Client.SendAsync(message, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadAsStringAsync(Cancellation);
    }

    private static void Write(IClientReply reply, string text) =>
        reply.Body.Advance(Encoding.UTF8.GetBytes(text, reply.Body.GetSpan(text.Length)));

    private static byte[] GZip(byte[] plain)
    {
        MemoryStream encoded = new();
        using (GZipStream encoder = new(encoded, CompressionLevel.Fastest))
        {
            encoder.Write(plain);
        }

        return encoded.ToArray();
    }
}
