namespace Headgate.Gateway.Webhooks;

/// <summary>When an event that was not received is sent again.</summary>
internal static class RetryDelays
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(8),
    ];

    /// <summary>How long to wait; null when it is given up.</summary>
    /// <param name="tries">How often it was sent in vain.</param>
    public static TimeSpan? After(int tries) => tries <= Delays.Length ? Delays[tries - 1] : null;
}
