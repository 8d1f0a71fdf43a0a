namespace Headgate.Server.Lifetime;

/// <summary>
/// Runs the continuation of a socket operation on the thread that saw it complete, in place of handing it to the pool. Saves a
/// fifth of a call's CPU, and asks that nothing on the request path ever blocks. It is process-wide and read at the first socket.
/// </summary>
internal static class InlineIo
{
    /// <summary>Switches it on; without effect once a socket was used.</summary>
    public static void Enable() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
}
