using System.Collections.Immutable;

namespace Headgate.Llm.Chat.Parts;

/// <summary>A piece of a message.</summary>
public abstract record ContentPart
{
    /// <summary>Where it stood.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>The prompt is to be cached up to here; null = no such wish.</summary>
    public CacheMarker? Cache { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
