using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// What every chunk of a stream says of the answer as a whole. Azure's first chunk has neither id nor choices, only what its filter found
/// in the prompt, so the answer begins with the first chunk that has more.
/// </summary>
internal struct ChatStreamHead
{
    private string? _model;
    private string? _tier;
    private DateTimeOffset? _created;

    /// <summary>The vendor's id; null when it gave none yet.</summary>
    public string? Id { get; private set; }

    /// <summary>True when a chunk had a choice, or the usage.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>True for members that are read here, or say nothing: <c>object</c>, and <c>obfuscation</c>, which is padding.</summary>
    public static bool Holds(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8)
        || name.SequenceEqual("object"u8)
        || name.SequenceEqual("created"u8)
        || name.SequenceEqual("model"u8)
        || name.SequenceEqual("service_tier"u8)
        || name.SequenceEqual("obfuscation"u8);

    /// <summary>Reads a chunk.</summary>
    public void Read(JsonCursor chunk)
    {
        if (!chunk.EnterObject())
        {
            return;
        }

        while (chunk.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                Id = chunk.Text() ?? Id;
            }
            else if (name.SequenceEqual("model"u8))
            {
                _model = chunk.Text() ?? _model;
            }
            else if (name.SequenceEqual("created"u8))
            {
                _created = ChatAnswers.MomentOf(chunk.Count() ?? 0) ?? _created;
            }
            else if (name.SequenceEqual("service_tier"u8))
            {
                _tier = chunk.Text() ?? _tier;
            }
            else
            {
                HasAnswer |= name.SequenceEqual("usage"u8) && chunk.Kind == JsonTokenType.StartObject;
                HasAnswer |= name.SequenceEqual("choices"u8) && HasElement(chunk);
                chunk.Skip();
            }
        }
    }

    /// <summary>The beginning of the answer.</summary>
    public readonly ChatEvent.Started ToEvent() => new(Id, _model) { Protocol = WireProtocol.OpenAIChat, Created = _created, ServiceTier = _tier };

    // The cursor is a copy: it reads ahead.
    private static bool HasElement(JsonCursor array) => array.EnterArray() && array.NextElement();
}
