using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw;

/// <summary>A path whose calls pass verbatim.</summary>
/// <param name="Protocol">What it belongs to.</param>
/// <param name="Path">The path below a provider's base URL, without a leading slash: <c>files/file-1/content</c>.</param>
public sealed record RawRoute(WireProtocol Protocol, string Path)
{
    /// <summary>The methods it takes, and what each does; empty = any method passes through.</summary>
    public ImmutableArray<(string Method, RawCall Call)> Methods { get; init; } = [];

    /// <summary>The id in the path; null when it holds none.</summary>
    public string? ObjectId { get; init; }

    /// <summary>What the id is of, and what a list shows.</summary>
    public OwnedKind Kind { get; init; }

    /// <summary>True when the path is the object's own, and its answer describes the object.</summary>
    public bool IsDescription { get; init; }

    /// <summary>What a call adds to the object in the path; null for nothing.</summary>
    public OwnedKind? Adds { get; init; }

    /// <summary>What a method does; null when it is not taken.</summary>
    public RawCall? CallOf(string method)
    {
        if (Methods.IsEmpty)
        {
            return RawCall.Passthrough;
        }

        foreach ((string taken, RawCall call) in Methods)
        {
            if (taken.Equals(method, StringComparison.OrdinalIgnoreCase))
            {
                return call;
            }
        }

        return null;
    }
}
