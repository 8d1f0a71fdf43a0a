using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Compare.Harness.Measures;

namespace Headgate.Compare.Harness.Reports;

/// <summary>The results with every round's value, for whoever wants to compute something else.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Result result, Machine machine, DateTimeOffset time) => JsonSerializer.Serialize(
        new
        {
            Time = time.ToString("O"),
            Machine = machine,
            Pace = result.Pace.Name,
            result.Versions,
            result.Faults,
            result.Noise,
            Results = result.Versions.Keys.Prepend(Result.Direct).ToDictionary(name => name, name => Metrics(result, name)),
        },
        Format) + "\n";

    private static Dictionary<string, object> Metrics(Result result, string contender) => Metric.All
        .Where(metric => result[contender, metric] is not null)
        .ToDictionary(metric => metric.Key, metric => Values(result, contender, metric));

    private static object Values(Result result, string contender, Metric metric)
    {
        Spread spread = result[contender, metric]!.Value;
        return new
        {
            spread.Median,
            spread.Min,
            spread.Max,
            Rounds = result.Rounds.Select(round => (contender == Result.Direct ? round.Direct : round.Of(contender))?[metric]),
        };
    }
}
