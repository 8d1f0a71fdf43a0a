using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>What conditions may ask about one request.</summary>
internal readonly struct RequestFacts
{
    /// <summary>A token of English prose or of code is about this many bytes of a body.</summary>
    private const int BytesPerToken = 4;

    public RequestFacts()
    {
    }

    /// <summary>The model's name as the client sent it.</summary>
    public required string Model { get; init; }

    /// <summary>The caller's key; null only where nobody calls.</summary>
    public VirtualKey? Key { get; init; }

    /// <summary>True when a stream was asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>The session the client named; null without one.</summary>
    public string? Session { get; init; }

    /// <summary>The client's metadata, never trusted.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The body; null where it is not read.</summary>
    public JsonScan? Body { get; init; }

    /// <summary>About how many tokens the request has; null where its body is not read.</summary>
    public long? InputTokens { get; init; }

    /// <summary>An estimate by the body's length alone: no tokenizer runs on the way of a request.</summary>
    public static long TokensOf(JsonScan body) => body.Bytes.Length / BytesPerToken;
}
