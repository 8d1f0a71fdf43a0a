using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Webhooks;

/// <summary>A receiver on a real socket hears of a budget, once, and can tell that it was Headgate who called.</summary>
public sealed class SoftLimitTests
{
    private const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

    [Fact]
    public async Task A_soft_limit_and_a_refusal_are_told_once_signed_and_also_not_again_after_a_restart()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        await using var simulator = await SimulatorServer.StartAsync();
        var data = Directory.CreateTempSubdirectory("headgate-webhooks-").FullName;
        var yaml = $$"""
            providers:
              openai:
                type: openai
                api_key: k
                base_url: "{{simulator.BaseAddress}}v1"
                pricing: { "*": { input: 1000, output: 1000 } }
            webhook: { url: "http://{{receiver.LocalEndpoint}}/hook?token=t", secret: whsec_{{Secret}} }
            keys: [ { name: test, key: {{GatewayConfig.Key}}, models: ["*"], budget: { usd: 1, soft_usd: 0.001, period: total } } ]
            """;
        using var client = new HttpClient();
        await using (var gateway = await TestGateway.StartAsync(yaml, data))
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(client, gateway, 10));
            var soft = await HearAsync(receiver);
            Assert.Equal(("budget.soft_limit", "test"), (soft.GetProperty("type").GetString(), soft.GetProperty("data").GetProperty("name").GetString()));

            Assert.Equal(HttpStatusCode.OK, await AskAsync(client, gateway, 10));
            Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(client, gateway, 100_000));
            Assert.Equal("budget.exceeded", (await HearAsync(receiver)).GetProperty("type").GetString());
        }

        await using (var gateway = await TestGateway.StartAsync(yaml, data))
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(client, gateway, 10));
            Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync(client, gateway, 100_000));
        }

        Assert.False(receiver.Pending());
        Directory.Delete(data, recursive: true);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, TestGateway gateway, int bound)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, gateway.BaseUrl + "/v1/chat/completions")
        {
            Content = new StringContent(
                $$"""{"model":"openai/echo","max_tokens":{{bound}},"messages":[{"role":"user","content":"hi"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", GatewayConfig.Key);
        using var reply = await client.SendAsync(request, Bound.Token());
        return reply.StatusCode;
    }

    /// <summary>The next event, whose signature is right; says that it was received.</summary>
    private static async Task<JsonElement> HearAsync(TcpListener receiver)
    {
        using var caller = await receiver.AcceptTcpClientAsync(Bound.Token());
        await using var stream = caller.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.Equal("POST /hook?token=t HTTP/1.1", await reader.ReadLineAsync(Bound.Token()));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(Bound.Token()) is { Length: > 0 } line)
            headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        var body = new char[int.Parse(headers["content-length"], System.Globalization.CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body, Bound.Token());
        await stream.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray(), Bound.Token());

        var signed = $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{new string(body)}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret), Encoding.UTF8.GetBytes(signed)));
        Assert.Equal($"v1,{signature}", headers["webhook-signature"]);
        return JsonDocument.Parse(new string(body)).RootElement;
    }
}
