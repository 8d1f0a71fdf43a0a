using System.Globalization;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>nginx as a plain reverse proxy: the floor.</summary>
internal sealed class NginxContender(Site site) : Contender(site)
{
    public override string Name => "nginx";

    public override async Task<string> VersionAsync() => (await Tool.RunAsync("nginx", ["-v"])).Trim().Replace("nginx version: nginx/", "");

    public override Launch Prepare(string folder, Uri upstream)
    {
        int port = FreePort.Next();
        string config = File.ReadAllText(Path.Combine(Site.Sources, "nginx.conf"))
            .Replace("{{folder}}", folder)
            .Replace("{{upstream}}", upstream.Port.ToString(CultureInfo.InvariantCulture))
            .Replace("{{port}}", port.ToString(CultureInfo.InvariantCulture));
        string file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, config);
        return new Launch { Command = ["nginx", "-p", folder, "-e", "stderr", "-c", file], Url = Launch.ChatAt(port) };
    }
}
