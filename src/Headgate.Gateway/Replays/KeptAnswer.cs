namespace Headgate.Gateway.Replays;

/// <summary>An answer as its client got it.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="IsStream">True when its length was not told before it.</param>
/// <param name="Body">All of its bytes, keep-alives among them.</param>
internal sealed record KeptAnswer(int Status, string ContentType, bool IsStream, ReadOnlyMemory<byte> Body);
