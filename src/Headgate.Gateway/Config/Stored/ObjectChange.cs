using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Config.Stored;

/// <summary>What came of changing an object of the store. Nothing is changed unless it is <see cref="Done"/>.</summary>
public abstract record ObjectChange
{
    private ObjectChange()
    {
    }

    /// <summary>It is changed.</summary>
    /// <param name="Before">What was there; null when it is new.</param>
    /// <param name="After">What is there; null when it is removed.</param>
    public sealed record Done(ConfigObject? Before, ConfigObject? After) : ObjectChange;

    /// <summary>It, or another object that needs it, would break a rule.</summary>
    /// <param name="Errors">All that would be wrong.</param>
    public sealed record Refused(ImmutableArray<ConfigError> Errors) : ObjectChange;

    /// <summary>The files have one of this name.</summary>
    public sealed record OfFiles : ObjectChange;

    /// <summary>There is none.</summary>
    public sealed record Missing : ObjectChange;

    /// <summary>There is another version than the expected one.</summary>
    public sealed record Outdated : ObjectChange;

    /// <summary>It has a secret, and there is no <c>HEADGATE_SECRET_KEY</c> to seal it with.</summary>
    public sealed record Locked : ObjectChange;
}
