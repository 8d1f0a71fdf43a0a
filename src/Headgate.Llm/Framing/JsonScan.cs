#pragma warning disable CA1822
using System.Diagnostics.CodeAnalysis;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Framing;

/// <summary>
/// One strict pass over a JSON body: it is valid UTF-8, valid JSON, an object, at most 64 deep, names no top-level member twice
/// (also when escaped), and here is where its top-level members lie. No DOM is built and the bytes stay as they came.
/// </summary>
public sealed class JsonScan
{
    /// <summary>The deepest nesting taken.</summary>
    public const int MaxDepth = 64;

    private JsonScan(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The body scanned.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Scans a body, or says what is wrong with it (kind <see cref="ErrorKind.InvalidJson"/>, or <see cref="ErrorKind.InvalidRequest"/> when it is no object).</summary>
    public static bool TryScan(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonScan? scan, [NotNullWhen(false)] out GatewayError? error) => throw null!;

    /// <summary>Finds a top-level member by its unescaped name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out JsonMember member) => throw null!;

    /// <summary>The value of a top-level string member, unescaped; null when it is absent, null or no string.</summary>
    public string? GetString(ReadOnlySpan<byte> name) => throw null!;

    /// <summary>The raw bytes of a member's value.</summary>
    public ReadOnlyMemory<byte> ValueOf(in JsonMember member) => Bytes[member.ValueStart..member.ValueEnd];

    /// <summary>True when a top-level member is the literal <c>true</c>.</summary>
    public bool IsTrue(ReadOnlySpan<byte> name) => throw null!;
}
