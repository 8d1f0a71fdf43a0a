using System.Diagnostics;
using System.Net;
using Yarp.ReverseProxy.Forwarder;

// The leanest proxy that YARP's documentation shows: direct forwarding, its own HTTP client, no logging.
// Usage: YarpProxy PORT UPSTREAM-URL
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.AddHttpForwarder();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(args[0])));

using HttpMessageInvoker upstream = new(new SocketsHttpHandler
{
    UseProxy = false,
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.None,
    UseCookies = false,
    EnableMultipleHttp2Connections = true,
    ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    ConnectTimeout = TimeSpan.FromSeconds(15),
});

WebApplication app = builder.Build();
app.MapForwarder("/{**path}", args[1], ForwarderRequestConfig.Empty, HttpTransformer.Default, upstream);
app.Run();
