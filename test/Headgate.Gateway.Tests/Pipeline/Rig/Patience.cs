namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>How long a test waits for an event before it fails.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);
}
