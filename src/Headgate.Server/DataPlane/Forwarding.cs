using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace Headgate.Server.DataPlane;

/// <summary>Makes the forwarder. It keeps no log of its own: the request log has what became of a call, without addresses that hold secrets.</summary>
internal static class Forwarding
{
    public static IHttpForwarder Make(TimeProvider time)
    {
        ServiceCollection services = new();
        services.AddSingleton(time);
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddHttpForwarder();
        return services.BuildServiceProvider().GetRequiredService<IHttpForwarder>();
    }
}
