using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>The SDKs through a gateway, in process, to the simulated vendor.</summary>
public abstract class GatewayedWorld : World
{
    private TestGateway _gateway = null!;

    public override string BaseUrl => _gateway.BaseUrl;

    public override string Key => GatewayConfig.Key;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        const string KeyModels = "\"openai/*\", \"claude/*\", \"gemini/*\", \"nova/*\", \"local/*\", \"once-*\"";
        _gateway = await TestGateway.StartAsync(GatewayConfig.Head(Simulator.BaseAddress, keyModels: KeyModels) + $$"""
            models:
              once-500: { targets: [ { model: {{OpenAIModel("status-500")}} } ], retry: { tries: 1 } }
              once-500-claude: { targets: [ { model: {{ClaudeModel("status-500")}} } ], retry: { tries: 1 } }
              once-500-gemini: { targets: [ { model: "{{GeminiModel("status-500")}}" } ], retry: { tries: 1 } }
              forbidden: { targets: [ { model: openai/echo }, { model: claude/echo } ] }

            """);
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    public override async Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages)
    {
        var used = new Queue<SdkUsage>(usages);
        foreach (var exchange in exchanges.Where(exchange => exchange is { Status: not null, Method: "POST" }))
        {
            var record = await _gateway.RecordAsync(exchange.ReplyHeader("x-headgate-request-id")!);
            RecordCheck.Reply(exchange, record);
            RecordCheck.Timings(record);
            RecordCheck.Losses(exchange, record);
            foreach (var (call, upstreamModel) in RecordCheck.Calls(record, Simulator))
            {
                UpstreamCheck.Headers(call, GatewayConfig.Key);
                CheckCall(exchange, call, upstreamModel, record);
            }

            if (exchange.Status == 200 && record.Code is null && used.TryDequeue(out var usage))
                RecordCheck.Usage(usage, record);
        }

        Assert.Empty(used);
    }

    /// <summary>Holds what the vendor received in one call against what the client sent.</summary>
    protected abstract void CheckCall(WireExchange exchange, SimulatedCall call, string upstreamModel, RequestRecord record);
}
