using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat;

/// <summary>
/// A member that has no counterpart in the hub, also one that no documentation knows. The protocol it came in writes it back as it was;
/// every other lists it as a <see cref="Loss"/>.
/// </summary>
/// <param name="Protocol">The protocol it belongs to.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Json">The member's value as it came. Valid as long as the body it was read from.</param>
/// <param name="Parent">Where the object with the member stood.</param>
public sealed record Extra(WireProtocol Protocol, string Name, ReadOnlyMemory<byte> Json, JsonPlace Parent)
{
    /// <summary>Where it stood.</summary>
    public JsonPlace Place => Parent.Member(Name);
}
