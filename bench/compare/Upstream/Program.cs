using System.Net;
using Headgate.Compare.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;

// The model provider of the comparison: it must cost so little that what is measured is the proxy in front of it.
// Usage: Upstream PORT
int port = int.Parse(args[0]);
using StreamWheel wheel = new();

WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost
    .UseKestrelCore()
    .UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true)
    .ConfigureKestrel(kestrel => kestrel.Listen(
        IPAddress.Loopback, port, endpoint => endpoint.Run(connection => new MockConnection(connection, wheel).ServeAsync())));

wheel.Start();
builder.Build().Run();
