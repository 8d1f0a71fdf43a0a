using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Gateway.Tests.Pricing;

/// <summary>
/// What vendors send → meters → money. The column <c>expected</c> is computed by <c>Goldens/cost/expected.mjs</c> from the bodies and the catalogue
/// alone, with whole numbers.
/// </summary>
public sealed class CostGoldenTests
{
    private static readonly ImmutableArray<(string File, JsonElement Case)> Cases =
    [
        .. from file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Goldens", "cost"), "*.json").Order(StringComparer.Ordinal)
           from golden in JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateArray()
           select (Path.GetFileNameWithoutExtension(file), golden),
    ];

    public static TheoryData<string> Files => [.. Cases.Select(golden => golden.File).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_body_costs_what_the_separate_computation_says(string file)
    {
        Assert.All(Cases.Where(golden => golden.File == file).Select(golden => golden.Case), golden =>
        {
            (Usage? usage, string? tier) = Read(golden);
            JsonElement expected = golden.GetProperty("expected");
            ModelPrices? prices = ModelCatalog.Find(Text(golden, "vendor")!, Text(golden, "model")!);
            DateTimeOffset at = DateTimeOffset.Parse(Text(golden, "at")!, CultureInfo.InvariantCulture);

            string told = $"{Text(golden, "name")}: ";
            Assert.Equal(told + Meters(expected.GetProperty("used")), told + Meters(usage!));
            Assert.Equal(Text(expected, "tier"), tier?.ToLowerInvariant());
            Assert.Equal(told + Text(golden, "priced"), told + (prices is null ? null : $"{prices.Vendor}/{prices.Model}"));
            Assert.Equal(told + Text(expected, "cost"), told + prices?.Cost(usage!, at, tier)?.ToString());
        });
    }

    /// <summary>Nobody writes the column by hand, and no change of bodies or prices leaves it behind.</summary>
    [Fact]
    public async Task What_is_expected_is_what_the_separate_computation_says()
    {
        ProcessStartInfo node = new("node", [Path.Combine(Here(), "..", "Goldens", "cost", "expected.mjs"), "--check"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process check = Process.Start(node)!;
        Task<string> error = check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        Assert.Equal($"{Cases.Length} cases, 0 files to change\n", output);
    }

    [Fact]
    public void There_are_enough_of_every_kind()
    {
        Assert.True(Cases.Length >= 300, $"{Cases.Length} cases");
        string[] few = [.. Cases.GroupBy(golden => Text(golden.Case, "vendor")!.Split('_')[0]).Where(vendor => vendor.Count() < 5).Select(vendor => vendor.Key)];
        Assert.Empty(few);
        Assert.Empty(ModelCatalog.Vendors.Select(vendor => vendor.Split('_')[0]).Except(Cases.Select(golden => Text(golden.Case, "vendor")!.Split('_')[0])));
        string[] tiers = ["batch", "batch+us", "default", "fast", "flex", "on_demand", "performance", "priority", "standard", "us"];
        Assert.Empty(tiers.Except(Cases.Select(golden => Text(golden.Case.GetProperty("expected"), "tier") ?? "")));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static (Usage? Usage, string? Tier) Read(JsonElement golden)
    {
        NativeProtocol protocol = NativeProtocols.All.Single(each => each.Name == Text(golden, "protocol"));
        string? header = Text(golden, "header");
        if (golden.TryGetProperty("stream", out JsonElement events))
        {
            StreamReading stream = protocol.OpenStream();
            foreach (JsonElement each in events.EnumerateArray())
            {
                byte[] data = Encoding.UTF8.GetBytes(each.GetProperty("data").GetRawText());
                stream.Read(new SseEvent { Raw = data, Name = Encoding.UTF8.GetBytes(Text(each, "event") ?? ""), Data = data });
            }

            return (stream.Usage, stream.ServiceTier ?? header);
        }

        byte[] body = Encoding.UTF8.GetBytes(golden.GetProperty("reply").GetRawText());
        if (protocol.Name is "images" or "audio")
        {
            return (UsageTail.Read(body), header);
        }

        ReplyReading reply = protocol.ReadReply(body);
        Assert.True(reply.IsValid);
        return (reply.Usage, reply.ServiceTier ?? header);
    }

    private static string Meters(JsonElement used) => string.Join(", ", used.EnumerateObject()
        .Select(meter => $"{meter.Name} {meter.Value.GetInt64()}").Order(StringComparer.Ordinal));

    private static string Meters(Usage usage)
    {
        (string Name, long? Count)[] meters =
        [
            ("input", usage.InputText), ("input_image", usage.InputImage), ("input_audio", usage.InputAudio), ("cache_read", usage.CacheRead),
            ("cache_write_5m", usage.CacheWrite5m), ("cache_write_30m", usage.CacheWrite30m), ("cache_write_1h", usage.CacheWrite1h),
            ("cache_write_12h", usage.CacheWrite12h), ("output", usage.OutputText), ("output_reasoning", usage.OutputReasoning),
            ("output_audio", usage.OutputAudio), ("output_image", usage.OutputImage), ("web_search", usage.WebSearches),
            ("web_fetch", usage.WebFetches), ("search_unit", usage.SearchUnits),
        ];
        return string.Join(", ", meters.Where(meter => meter.Count is not null).Select(meter => $"{meter.Name} {meter.Count}").Order(StringComparer.Ordinal));
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
