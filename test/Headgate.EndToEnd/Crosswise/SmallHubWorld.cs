using System.Text.Json.Nodes;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>A gateway whose providers embed and rank in different protocols.</summary>
public sealed class SmallHubWorld : PlainWorld
{
    protected override string Config(Uri simulator) => $$"""
        server: { listen: "http://127.0.0.1:0", admin: "http://127.0.0.1:0" }
        providers:
          openai: { type: openai, api_key: sk-a, base_url: "{{simulator}}v1" }
          claude: { type: anthropic, api_key: sk-a, base_url: "{{simulator}}v1" }
          cohere: { type: cohere, api_key: sk-a, base_url: "{{simulator}}compatibility/v1", protocols: [cohere_embed, rerank] }
          jina: { type: jina, api_key: sk-a, base_url: "{{simulator}}v1" }
          studio: { type: lm-studio, api_key: sk-a, base_url: "{{simulator}}v1" }
          voyage: { type: openai-compatible, api_key: sk-a, base_url: "{{simulator}}voyage/v1", protocols: [voyage_rerank] }
        models:
          embed: { targets: [ { model: openai/status-500 }, { model: cohere/echo } ], retry: { tries: 1 } }
          strict: { targets: [ { model: cohere/echo } ], on_loss: reject }
          rank: { targets: [ { model: cohere/status-500 }, { model: voyage/echo } ], retry: { tries: 1 } }
          count: { targets: [ { model: openai/echo } ] }
        keys:
          - { name: test, key: {{GatewayConfig.Key}}, models: ["*"] }
        """;

    /// <summary>Makes one call.</summary>
    internal async Task<SmallHubReply> CallAsync(string path, string body)
    {
        using var request = TestCall.To(Gateway.BaseUrl, path, body);
        using var response = await Client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        var losses = response.Headers.TryGetValues("x-headgate-losses", out var values) ? values.Single() : "";
        return new SmallHubReply((int)response.StatusCode, JsonNode.Parse(text)!, losses, record);
    }
}
