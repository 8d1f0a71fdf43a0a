using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Server;

/// <summary>What a gateway is started with.</summary>
public sealed record GatewayOptions
{
    /// <summary>Config files, flags and environment.</summary>
    public required ConfigInputs Config { get; init; }

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The way out to the vendors; null = the real one.</summary>
    public IUpstreamConnections? Connections { get; init; }

    /// <summary>Seeds the choices among targets and the jitter of retries. Default a random one.</summary>
    public ulong Seed { get; init; } = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Where the operator is told what goes on. Default nowhere.</summary>
    public ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;
}
