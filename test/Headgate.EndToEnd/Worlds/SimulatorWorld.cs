using Headgate.EndToEnd.Wire;

namespace Headgate.EndToEnd.Worlds;

/// <summary>The SDKs against the simulated vendor directly: what passes here is what the vendor's protocol means to them.</summary>
public sealed class SimulatorWorld : World
{
    public override string BaseUrl => Simulator.BaseAddress.ToString().TrimEnd('/');

    public override string Key => "vendor-key-of-the-direct-world";

    public override string Name => "simulator";

    public override string OpenAIModel(string behaviour) => behaviour;

    public override string ClaudeModel(string behaviour) => behaviour;

    public override string GeminiModel(string behaviour) => $"gemini-3-flash:{behaviour}";

    public override Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages)
    {
        foreach (var exchange in exchanges.Where(exchange => exchange.Status is not null))
        {
            var id = exchange.ReplyHeader("x-request-id") ?? exchange.ReplyHeader("request-id");
            var call = Assert.Single(Simulator.Calls, call => call.Id == id);
            Assert.Null(call.Failure);
            Assert.Equal(exchange.Path, call.PathAndQuery.Split('?')[0]);
            Assert.Equal(exchange.Body, call.Body.ToArray());
        }

        return Task.CompletedTask;
    }
}
