using System.Globalization;
using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness;

/// <summary>The mock provider's process.</summary>
internal static class MockUpstream
{
    /// <summary>The mock and the load generator never block: their sockets' continuations may run where the event arrived.</summary>
    public static readonly IReadOnlyDictionary<string, string> InlineSockets =
        new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" };

    public static async Task<(ChildProcess Process, Launch Launch)> StartAsync(Site site, Bodies bodies)
    {
        int port = FreePort.Next();
        string folder = site.NewFolder("upstream");
        Launch launch = new()
        {
            Command = [.. site.Published("Upstream", "Upstream.dll"), port.ToString(CultureInfo.InvariantCulture)],
            Environment = InlineSockets,
            Url = Launch.ChatAt(port),
        };
        ChildProcess process = ChildProcess.Start(Path.Combine(folder, "log"), launch.Command, launch.Environment, folder);
        await FirstAnswer.WaitAsync(process, launch, bodies.Small);
        return (process, launch);
    }
}
