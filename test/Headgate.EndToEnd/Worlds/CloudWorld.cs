using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>
/// Each SDK through a gateway to a cloud that hosts its kind of models: Azure by an application of Entra, Vertex by a service account. Azure's
/// classic API is there too, by key.
/// </summary>
public sealed class CloudWorld : World
{
    public const string AzureKey = "azure-key-of-the-gateway";

    public const string Foreigner = "hg-foreigner-key-0123456789abcdefghijklmnopqrstuv";

    private const string Account = "gateway@tests.iam.gserviceaccount.com";
    private const string ClientSecret = "entra-secret-of-the-gateway";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _strangersKey = RSA.Create(2048);
    private TestGateway _gateway = null!;

    public override string BaseUrl => _gateway.BaseUrl;

    public override string Key => GatewayConfig.Key;

    /// <summary>Vertex embeds by a protocol of its own.</summary>
    internal static readonly string[] Unknown = ["genai:embed_content"];

    public override IEnumerable<string> LeftOut => Unknown;

    public override string Name => "clouds";

    protected override SimulatorOptions Vendors => new()
    {
        ServiceAccounts = new Dictionary<string, string> { [Account] = _key.ExportSubjectPublicKeyInfoPem() },
        Applications = new Dictionary<string, string> { ["application"] = ClientSecret },
        Aliases = new Dictionary<string, string> { ["my-deployment"] = "echo" },
    };

    public override string OpenAIModel(string behaviour) => $"azure/{behaviour}";

    public override string ClaudeModel(string behaviour) => $"vertex/claude-sonnet-4-5:{behaviour}";

    public override string GeminiModel(string behaviour) => $"vertex/gemini-3-flash:{behaviour}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var simulator = Simulator.BaseAddress;
        _gateway = await TestGateway.StartAsync($$"""
            server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0" }
            providers:
              azure:
                type: azure-openai
                base_url: {{simulator}}azure
                circuit_breaker: false
                entra: { tenant_id: tenant, client_id: application, client_secret: {{ClientSecret}}, authority: {{simulator}}azure }
              classic:
                type: azure-openai
                base_url: {{simulator}}azure
                circuit_breaker: false
                api_version: 2025-04-01-preview
                api_key: {{AzureKey}}
                deployments: { gpt-5-mini: my-deployment }
              vertex: { type: vertex, passthrough: ["* /**"], circuit_breaker: false, base_url: {{simulator}}vertex, token_url: {{simulator}}vertex/token, credentials: {{Credentials(_key)}} }
              stranger: { type: vertex, base_url: {{simulator}}vertex, token_url: {{simulator}}vertex/token, credentials: {{Credentials(_strangersKey)}} }
            keys:
              - { name: test, key: {{GatewayConfig.Key}}, models: ["azure/*", "classic/*", "vertex/*", "stranger/*", "once-*", "chosen"], passthrough: ["* /**"] }
              - { name: foreigner, key: {{Foreigner}}, models: ["azure/*", "classic/*"] }
            models:
              once-500: { targets: [ { model: {{OpenAIModel("status-500")}} } ], retry: { tries: 1 } }
              once-500-claude: { targets: [ { model: "{{ClaudeModel("status-500")}}" } ], retry: { tries: 1 } }
              once-500-gemini: { targets: [ { model: "{{GeminiModel("status-500")}}" } ], retry: { tries: 1 } }
              chosen:
                targets: [ { model: classic/content-filtered }, { model: azure/echo } ]
                fallback_on: [content_filtered]
              forbidden: { targets: [ { model: azure/echo } ] }
            """);
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await base.DisposeAsync();
        _key.Dispose();
        _strangersKey.Dispose();
    }

    public override async Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages)
    {
        var used = new Queue<SdkUsage>(usages);
        foreach (var exchange in exchanges.Where(exchange => exchange is { Status: not null, Method: "POST" }))
        {
            var record = await RecordAsync(exchange.ReplyHeader("x-headgate-request-id")!);
            RecordCheck.Reply(exchange, record);
            RecordCheck.Timings(record);
            foreach (var (call, upstreamModel) in RecordCheck.Calls(record, Simulator))
                CheckCall(exchange, call, upstreamModel);
            if (exchange.Status == 200 && record.Code is null && used.TryDequeue(out var usage))
                RecordCheck.Usage(usage, record);
        }

        Assert.Empty(used);
    }

    /// <summary>The record of a request, once it is durable.</summary>
    public Task<RequestRecord> RecordAsync(string requestId) => _gateway.RecordAsync(requestId);

    private static void CheckCall(WireExchange exchange, SimulatedCall call, string upstreamModel)
    {
        UpstreamCheck.Passed(call, GatewayConfig.Key);
        var audience = call.PathAndQuery.StartsWith("/azure/", StringComparison.Ordinal) ? "azure" : "vertex";
        Assert.StartsWith($"Bearer {audience}-token-", call.Header("authorization"), StringComparison.Ordinal);
        Assert.Null(call.Header("x-api-key"));
        if (audience == "azure" || call.PathAndQuery.Contains("/publishers/google/", StringComparison.Ordinal))
            Assert.Equal(UpstreamCheck.Expected(exchange, upstreamModel), call.Body.ToArray());
        else
            CheckClaude(exchange, call, upstreamModel);
    }

    private static void CheckClaude(WireExchange exchange, SimulatedCall call, string upstreamModel)
    {
        var expected = JsonNode.Parse(exchange.Body)!.AsObject();
        expected.Remove("model");
        expected["anthropic_version"] = "vertex-2023-10-16";
        if (call.PathAndQuery.EndsWith("count-tokens:rawPredict", StringComparison.Ordinal))
            expected["model"] = upstreamModel;
        else
            Assert.Equal(upstreamModel, call.Model);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(call.Body.Span)));
    }

    private static string Credentials(RSA key) => JsonSerializer.Serialize(JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["project_id"] = "tests",
        ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
        ["client_email"] = Account,
    }));
}
