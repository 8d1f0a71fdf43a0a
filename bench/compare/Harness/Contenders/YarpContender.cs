using System.Globalization;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>A minimal YARP application: what .NET's own proxy costs when it does nothing but forward.</summary>
internal sealed class YarpContender(Site site) : Contender(site)
{
    public override string Name => "yarp";

    public override Task<string> VersionAsync() => Task.FromResult(Site.VersionOf("YarpProxy", "Yarp.ReverseProxy.dll"));

    public override Launch Prepare(string folder, Uri upstream)
    {
        int port = FreePort.Next();
        return new Launch
        {
            Command =
            [
                .. Site.Published("YarpProxy", "YarpProxy.dll"),
                port.ToString(CultureInfo.InvariantCulture),
                upstream.GetLeftPart(UriPartial.Authority),
            ],
            Url = Launch.ChatAt(port),
        };
    }
}
