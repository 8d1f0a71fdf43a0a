using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Harness.Measures;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>Headgate with everything on that <c>headgate.yaml</c> beside the harness turns on.</summary>
internal class HeadgateContender(Site site) : Contender(site)
{
    public override string Name => "headgate";

    /// <summary>The file beside the harness that says what is on.</summary>
    protected virtual string Config => "headgate.yaml";

    public override bool ChecksKeys => true;

    public override Task<string> VersionAsync() => Task.FromResult(Site.VersionOf("Headgate", "headgate.dll"));

    public override Launch Prepare(string folder, Uri upstream)
    {
        int port = FreePort.Next();
        return new Launch
        {
            Command =
            [
                .. Site.Published("Headgate", "headgate.dll"), "serve",
                "--config", Path.Combine(Site.Sources, Config),
                "--data", DataFolder(folder),
            ],
            Environment = new Dictionary<string, string>
            {
                ["BENCH_LISTEN"] = $"http://127.0.0.1:{port}",
                ["BENCH_ADMIN"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["BENCH_UPSTREAM"] = $"{upstream.GetLeftPart(UriPartial.Authority)}/v1",
                ["BENCH_UPSTREAM_KEY"] = "the-mock-takes-any-key",
                ["BENCH_KEY"] = Credentials.GoodKey,
            },
            Url = Launch.ChatAt(port),
        };
    }

    public override async Task<IReadOnlyList<string>> FaultsAsync(string folder, Traffic traffic, int? exitCode)
    {
        List<string> faults = [];
        if (exitCode != 0)
            faults.Add($"ended with {exitCode?.ToString() ?? "a kill"}, not with 0");
        faults.AddRange(traffic.FaultsOf(await RequestLog.ReadAsync(DataFolder(folder))));
        return faults;
    }

    private static string DataFolder(string folder) => Path.Combine(folder, "data");
}
