namespace Headgate.Gateway.Raw.Forms;

/// <summary>The value of a form's field, and where it lies.</summary>
/// <param name="Start">The offset of its first byte in the body.</param>
/// <param name="End">The offset behind its last.</param>
/// <param name="Value">The value, decoded.</param>
internal sealed record FormField(long Start, long End, string Value);
