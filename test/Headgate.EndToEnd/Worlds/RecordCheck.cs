using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.EndToEnd.Wire;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>Holds a record against what the client saw and what the vendor received.</summary>
internal static partial class RecordCheck
{
    private static readonly string[] VendorsOwn =
        ["set-cookie", "server", "alt-svc", "via", "openai-organization", "anthropic-organization-id"];

    public static void Reply(WireExchange exchange, RequestRecord record)
    {
        Assert.Equal(exchange.Status, record.Status);
        Assert.Equal(record.Id, exchange.ReplyHeader("x-request-id") ?? exchange.ReplyHeader("request-id"));
        Assert.DoesNotContain(VendorsOwn, exchange.ReplyHeaders.ContainsKey);
        Assert.Equal($"{record.Attempts.Length}", exchange.ReplyHeader("x-headgate-attempts") ?? "0");
        if (exchange.Status == 200)
            Assert.Equal(record.Target, exchange.ReplyHeader("x-headgate-target"));
        if (exchange.Status != 401)
            Assert.Equal(("test", ModelOf(exchange)), (record.Key, record.Model));
    }

    public static void Timings(RequestRecord record)
    {
        Assert.True(record.Total > TimeSpan.Zero);
        Assert.All(record.Attempts, attempt => Assert.True(attempt.Total > TimeSpan.Zero && attempt.Total <= record.Total));
        if (record.Status == 200)
            Assert.True(record.FirstToken > TimeSpan.Zero && record.FirstToken <= record.Total);
    }

    public static void Usage(SdkUsage told, RequestRecord record)
    {
        Assert.NotNull(record.Usage);
        Assert.Equal((told.Input, told.Output ?? 0), (record.Usage.Input, record.Usage.Output ?? 0));
        Assert.Equal(told.CacheRead ?? 0, record.Usage.CacheRead ?? 0);
        Assert.Equal(told.Reasoning ?? 0, record.Usage.OutputReasoning ?? 0);
    }

    /// <summary>What the client is told of losses is on the record, with the reasons.</summary>
    public static void Losses(WireExchange exchange, RequestRecord record)
    {
        var told = exchange.ReplyHeader("x-headgate-losses")?.Split(", ") ?? [];
        Assert.All(told, path => Assert.Contains(record.Losses, loss => loss.StartsWith(path + ": ", StringComparison.Ordinal)));
    }

    /// <summary>Every attempt that was answered is a call of the vendor's, with our credential; each comes with the model it named.</summary>
    public static IEnumerable<(SimulatedCall Call, string UpstreamModel)> Calls(RequestRecord record, SimulatorServer simulator)
    {
        foreach (var attempt in record.Attempts.Where(attempt => attempt.Status is not null))
        {
            var call = Assert.Single(simulator.Calls, call => call.Id == attempt.VendorRequestId);
            Assert.Null(call.Failure);
            yield return (call, attempt.Target[(attempt.Target.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }

        if (record is { Status: 200, Attempts: [.., var last] })
            Assert.Equal(last.VendorRequestId, record.VendorRequestId);
    }

    [GeneratedRegex("^/openai/deployments/(.+?)/(?:chat/completions|completions|embeddings)$|^/v1(?:beta1?)?/models/(.+):[a-zA-Z]+$")]
    private static partial Regex NamingPath();

    private static string? ModelOf(WireExchange exchange)
    {
        if (NamingPath().Match(exchange.Path) is { Success: true } path)
            return Uri.UnescapeDataString(path.Groups[1].Value + path.Groups[2].Value);
        using var body = JsonDocument.Parse(exchange.Body);
        return body.RootElement.GetProperty("model").GetString();
    }
}
