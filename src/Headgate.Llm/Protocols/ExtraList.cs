using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Collects the members that a decoder has no place for in the hub. Makes nothing while there are none.</summary>
/// <param name="protocol">The protocol they belong to.</param>
internal struct ExtraList(WireProtocol protocol)
{
    private ImmutableArray<Extra>.Builder? _extras;

    /// <summary>Takes a member's value as it stands.</summary>
    public void Take(ReadOnlySpan<byte> name, ref JsonWalk value, JsonPlace parent)
    {
        _extras ??= ImmutableArray.CreateBuilder<Extra>();
        _extras.Add(new Extra(protocol, Encoding.UTF8.GetString(name), value.Raw(), parent));
    }

    /// <summary>Those so far.</summary>
    public readonly ImmutableArray<Extra> ToImmutable() => _extras?.ToImmutable() ?? [];
}
