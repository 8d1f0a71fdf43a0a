using System.Collections.Immutable;

namespace Headgate.Gateway.Identity;

/// <summary>The words of <see cref="EndUserSight"/>, as config, API and store have them.</summary>
public static class EndUserSightNames
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<(string Name, EndUserSight Sight)> All { get; } =
        [("pass", EndUserSight.Pass), ("hash", EndUserSight.Hash), ("drop", EndUserSight.Drop)];

    /// <summary>Its word.</summary>
    public static string Name(this EndUserSight sight) => All[(int)sight].Name;

    /// <summary>What a word means; null when it is none.</summary>
    public static EndUserSight? Parse(string? name)
    {
        foreach ((string known, EndUserSight sight) in All)
        {
            if (known == name)
            {
                return sight;
            }
        }

        return null;
    }
}
