using System.Collections.Immutable;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Chat;

/// <summary>One answer.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Parts">What it says, in order.</param>
/// <param name="Finish">Why it ended.</param>
public sealed record ChatChoice(int Index, ImmutableArray<ContentPart> Parts, FinishReason Finish)
{
    /// <summary>The stop sequence met; null when none was, or the vendor does not say.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Where it stood.</summary>
    public JsonPlace Place { get; init; }

    /// <summary>Members that only their own protocol knows, also of the message inside; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
