namespace Headgate.Gateway.Identity;

/// <summary>What providers see of the name that a request gives its end user. Budgets and stickiness know it by its own name in any case.</summary>
public enum EndUserSight
{
    /// <summary>The name as it was sent.</summary>
    Pass,

    /// <summary>A name in its place that stays the same within an organization and says nothing (<see cref="EndUserVeil"/>).</summary>
    Hash,

    /// <summary>Nothing.</summary>
    Drop,
}
