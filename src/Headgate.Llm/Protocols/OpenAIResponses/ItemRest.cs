using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// What an item or a part of content has besides what it is: a cache marker, and members that only this protocol knows. An item's id and state
/// are the vendor's bookkeeping of what it stores itself, and say nothing to anybody else.
/// </summary>
/// <param name="place">Where the object stands.</param>
internal struct ItemRest(JsonPlace place)
{
    private ExtraList _extras = new(WireProtocol.OpenAIResponses);

    /// <summary>The cache marker; null when there is none.</summary>
    public CacheMarker? Cache { get; private set; }

    /// <summary>The other members.</summary>
    public readonly ImmutableArray<Extra> Extras => _extras.ToImmutable();

    /// <summary>Consumes a member of an item.</summary>
    public void TakeOfItem(ref JsonWalk value, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("id"u8) || name.SequenceEqual("status"u8))
        {
            value.Skip();
        }
        else
        {
            Take(ref value, name);
        }
    }

    /// <summary>Consumes a member of anything else. A list that is empty says nothing.</summary>
    public void Take(ref JsonWalk value, ReadOnlySpan<byte> name)
    {
        JsonWalk start = value;
        if (name.SequenceEqual("type"u8)
            || (name.SequenceEqual("prompt_cache_breakpoint"u8) && TryReadCache(ref value))
            || (value.Kind == JsonTokenType.StartArray && IsEmpty(ref value)))
        {
            return;
        }

        value = start;
        _extras.Take(name, ref value, place);
    }

    private static bool IsEmpty(ref JsonWalk array) => !array.NextElement();

    // What is more than an explicit breakpoint with a time to live stays as it is.
    private bool TryReadCache(ref JsonWalk marker)
    {
        JsonPlace at = place.Member("prompt_cache_breakpoint");
        bool isExplicit = false;
        string? timeToLive = null;
        marker.EnterObject(at);
        while (marker.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("mode"u8) && marker.Is("explicit"u8))
            {
                isExplicit = true;
            }
            else if (name.SequenceEqual("ttl"u8))
            {
                timeToLive = marker.Text(at, "ttl");
            }
            else
            {
                return false;
            }
        }

        Cache = isExplicit ? new CacheMarker(timeToLive, at) : null;
        return isExplicit;
    }
}
