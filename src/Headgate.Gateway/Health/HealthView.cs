using Headgate.Gateway.Config;

namespace Headgate.Gateway.Health;

/// <summary>How the targets stand at one moment: taken once per request, so that all choices of a plan see the same time.</summary>
internal readonly struct HealthView(HealthBook book)
{
    /// <summary>The moment, in milliseconds of <see cref="HealthBook.Now"/>.</summary>
    public long Now { get; } = book.Now;

    /// <summary>The health of a target.</summary>
    public TargetHealth Of(Target target) => book.Of(target);

    /// <summary>The target with a health of its own, which is in no book.</summary>
    public Target Apart(Target target) => book.Apart(target);

    /// <summary>True when it may be called.</summary>
    public bool IsFree(Target target) => book.Of(target).IsFree(Now);
}
