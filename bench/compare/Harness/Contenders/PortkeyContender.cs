using System.Text.Json.Nodes;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>Portkey's gateway from npm, without its console: another gateway for models, with no key check and no log.</summary>
internal sealed class PortkeyContender(Site site) : Contender(site)
{
    private string Package => Path.Combine(Site.Sources, "portkey", "node_modules", "@portkey-ai", "gateway");

    public override string Name => "portkey";

    public override bool KeepsPace => false;

    public override async Task<string> VersionAsync() =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Package, "package.json")))!["version"]!.GetValue<string>();

    public override Launch Prepare(string folder, Uri upstream)
    {
        int port = FreePort.Next();
        return new Launch
        {
            Command = ["node", Path.Combine(Package, "build", "start-server.js"), $"--port={port}", "--headless"],
            Environment = new Dictionary<string, string> { ["NODE_ENV"] = "production" },
            Url = Launch.ChatAt(port),
            Headers = new Dictionary<string, string>
            {
                ["x-portkey-provider"] = "openai",
                ["x-portkey-custom-host"] = $"{upstream.GetLeftPart(UriPartial.Authority)}/v1",
            },
        };
    }
}
