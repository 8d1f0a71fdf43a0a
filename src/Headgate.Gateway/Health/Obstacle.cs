namespace Headgate.Gateway.Health;

/// <summary>What keeps a target from being called.</summary>
/// <param name="Until">When it is over, in milliseconds of <see cref="HealthBook.Now"/>.</param>
/// <param name="Parked">Why it is parked; null when it is sick.</param>
internal readonly record struct Obstacle(long Until, ParkReason? Parked);
