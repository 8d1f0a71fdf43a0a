using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat.Parts;

/// <summary>A part that only its own protocol knows: a search result, a call of the vendor's own tool.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Type">Its <c>type</c>.</param>
/// <param name="Json">The whole of it as it came.</param>
public sealed record NativePart(WireProtocol Protocol, string Type, ReadOnlyMemory<byte> Json) : ContentPart;
