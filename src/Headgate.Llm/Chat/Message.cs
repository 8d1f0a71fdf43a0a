using System.Collections.Immutable;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Chat;

/// <summary>A message: who speaks, and what in which order.</summary>
public sealed record Message
{
    /// <summary>Who speaks.</summary>
    public required Role Role { get; init; }

    /// <summary>What, in order; empty where the client sent nothing.</summary>
    public required ImmutableArray<ContentPart> Parts { get; init; }

    /// <summary>The speaker's name, where the protocol has one (OpenAI's <c>name</c>); null when none was sent.</summary>
    public string? Name { get; init; }

    /// <summary>Where it stood.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
