namespace Headgate.Storage.Keys;

/// <summary>What each end user of a key may spend, as its column has it.</summary>
/// <param name="Nano">How much, in billionths of a dollar.</param>
/// <param name="Period">The period's name.</param>
/// <param name="Zone">The time zone's id.</param>
/// <param name="Strict">Whether it is strict.</param>
/// <param name="Soft">After how much the webhook is told, in billionths of a dollar; null when it is not.</param>
internal sealed record EndUsersJson(long Nano, string Period, string Zone, bool Strict, long? Soft = null);
