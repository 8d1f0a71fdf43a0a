using System.Text.Json;
using Headgate.EndToEnd.Worlds;
using Headgate.Llm.Providers;
using Xunit.Sdk;

namespace Headgate.EndToEnd.Vendors;

/// <summary>Whatever a client asks for, no vendor refuses it, the answer is right and it is counted: each vendor with each scenario.</summary>
public sealed class VendorMatrixTests(VendorWorld world) : IClassFixture<VendorWorld>
{
    public static TheoryData<string> Vendors() => [.. VendorWorld.Vendors, "openai", "claude", "ollama-native"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_chat_client_is_answered(string vendor) => await CheckAllAsync("/v1/chat/completions", asked =>
        $"\"model\":\"{vendor}/{asked.Model}\",{asked.Chat}");

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_Claude_client_is_answered(string vendor) => await CheckAllAsync("/v1/messages", asked =>
        $"\"model\":\"{vendor}/{asked.Model}\",\"max_tokens\":{(asked.Name == "bound" ? 2 : 200)},{(vendor == "claude" ? asked.ForClaude : asked.Claude)}");

    /// <summary>Those besides are played by the worlds of <see cref="GatewayConfig"/> and of the clouds.</summary>
    [Fact]
    public void What_is_said_to_be_rehearsed_is() => Assert.Equal(
        ((string[])[.. VendorWorld.Vendors, "openai", "anthropic", "gemini", "vertex", "bedrock", "azure-openai"]).Order(),
        ProviderCatalog.Rows.Where(row => row.Rehearsed).Select(row => row.Type).Order());

    private async Task CheckAllAsync(string path, Func<VendorScenario, string> members)
    {
        var failures = await Task.WhenAll(VendorScenario.All.SelectMany(asked => new[]
        {
            FailureAsync(path, $"{{{WithoutStreamOptions(members(asked))}}}", asked),
            FailureAsync(path, $"{{{members(asked)},\"stream\":true}}", asked),
        }));
        Assert.Empty(failures.OfType<string>());
    }

    private async Task<string?> FailureAsync(string path, string body, VendorScenario asked)
    {
        var reply = await world.CallAsync(path, body);
        try
        {
            Check(reply, asked);
            return null;
        }
        catch (XunitException failure)
        {
            return $"{asked}: {failure.Message}\n{body}\n{reply.Text}";
        }
    }

    private static void Check(VendorReply reply, VendorScenario asked)
    {
        Assert.Equal(200, reply.Status);
        Assert.Equal(200, reply.Call!.Status);
        var isLost = asked.MayLose.Any(path => reply.Record.Losses.Any(loss => loss.StartsWith(path + ":", StringComparison.Ordinal)));
        if (asked.Calls > 0)
            Assert.Equal(!TakesTools(reply) ? 0 : isLost ? asked.CallsWithout : asked.Calls, reply.Calls.Count);
        else if (asked.IsJson)
            Assert.Equal(JsonValueKind.Object, JsonElement.Parse(reply.Said).ValueKind);
        else
            Assert.Equal(isLost ? asked.AnswerWithout : asked.Answer, reply.Said);
        var usage = reply.Record.Usage;
        Assert.True(usage?.Input > 0);
        Assert.Equal(reply.Call.OutputTokens, usage.Output);
    }

    // One that has no tools is asked without, and the client is told.
    private static bool TakesTools(VendorReply reply) =>
        ProviderCatalog.Find(reply.Record.Target!.Split('/')[0])?.Takes("tools") != false
        || !reply.Record.Losses.Any(loss => loss.StartsWith("$.tools[0]", StringComparison.Ordinal));

    // They go only with a stream.
    private static string WithoutStreamOptions(string members) =>
        members.Replace(",\"stream_options\":{\"include_usage\":true}", "", StringComparison.Ordinal);
}
