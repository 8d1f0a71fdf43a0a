using System.Collections.Immutable;

namespace Headgate.Llm.Protocols;

/// <summary>The protocols spoken, by value and by the name used in config.</summary>
public static class NativeProtocols
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<NativeProtocol> All => throw null!;

    /// <summary>The one for a protocol.</summary>
    public static NativeProtocol Get(WireProtocol protocol) => throw null!;

    /// <summary>The one with this name in config; null when there is none.</summary>
    public static NativeProtocol? Find(string name) => throw null!;
}
