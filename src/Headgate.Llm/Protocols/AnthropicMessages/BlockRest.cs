using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>What any block or tool may have beside its own members: a cache marker, and what only this protocol knows.</summary>
/// <param name="place">Where the block stood.</param>
internal struct BlockRest(JsonPlace place)
{
    private ExtraList _extras = new(WireProtocol.AnthropicMessages);

    /// <summary>The marker; null when there was none.</summary>
    public CacheMarker? Cache { get; private set; }

    /// <summary>The members without a counterpart.</summary>
    public readonly ImmutableArray<Extra> Extras => _extras.ToImmutable();

    /// <summary>Takes a member that is none of the block's own.</summary>
    public void Take(ref JsonWalk walk, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("type"u8))
        {
            walk.Skip();
        }
        else if (name.SequenceEqual("cache_control"u8) && walk.Kind == JsonTokenType.StartObject
            && walk.PeekType(place).SequenceEqual("ephemeral"u8))
        {
            ReadCache(ref walk, place.Member("cache_control"));
        }
        else
        {
            Keep(ref walk, name, place);
        }
    }

    /// <summary>Takes a member of an object inside the block as it stands.</summary>
    public void Keep(ref JsonWalk walk, ReadOnlySpan<byte> name, JsonPlace parent) => _extras.Take(name, ref walk, parent);

    private void ReadCache(ref JsonWalk walk, JsonPlace marker)
    {
        string? timeToLive = null;
        walk.EnterObject(marker);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("ttl"u8))
            {
                timeToLive = walk.Text(marker, "ttl");
            }
            else if (name.SequenceEqual("type"u8))
            {
                walk.Skip();
            }
            else
            {
                Keep(ref walk, name, marker);
            }
        }

        Cache = new CacheMarker(timeToLive, marker);
    }
}
