using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>Lets through what a vendor takes in a message, and names the rest as lost.</summary>
internal interface IPartSieve
{
    /// <summary>Those parts that can be sent.</summary>
    ImmutableArray<ContentPart> Sift(ImmutableArray<ContentPart> parts);

    /// <summary>Those parts that can be sent as instructions.</summary>
    IEnumerable<ContentPart> SiftInstructions(ImmutableArray<ContentPart> parts);

    /// <summary>Names what of a message beside its parts cannot be sent: the speaker's name, members of other protocols.</summary>
    void NameRest(Message message);
}
