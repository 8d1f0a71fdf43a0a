namespace Headgate.Simulator.Serving;

/// <summary>One server-sent event.</summary>
/// <param name="Name">The <c>event:</c> line, or null for none.</param>
/// <param name="Data">The <c>data:</c> line; valid until the next event is asked for.</param>
/// <param name="Tokens">Output tokens in it.</param>
/// <param name="IsContent">Whether it carries part of the answer; the events before the first such are the preamble.</param>
internal readonly record struct StreamEvent(string? Name, ReadOnlyMemory<byte> Data, int Tokens, bool IsContent)
{
    /// <summary>Whether it is a comment, which means nothing and keeps the connection alive.</summary>
    public bool IsComment { get; private init; }

    public static StreamEvent Comment(ReadOnlyMemory<byte> text) => new(null, text, 0, false) { IsComment = true };
}
