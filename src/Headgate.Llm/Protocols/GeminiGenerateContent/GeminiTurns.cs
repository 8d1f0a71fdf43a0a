using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// The turns of a conversation. Clients keep a streamed answer as it came, a turn of the model's to each chunk; here it is one again, with its text and
/// thoughts in one piece where they were.
/// </summary>
internal sealed class GeminiTurns
{
    private readonly ImmutableArray<Message>.Builder _turns = ImmutableArray.CreateBuilder<Message>();

    /// <summary>How many contents were read.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a turn.</summary>
    public void Add(Message turn)
    {
        Count++;
        if (turn.Role == Role.Assistant && _turns is [.., { Role: Role.Assistant } last])
        {
            _turns[^1] = last with { Parts = Join(last.Parts, turn.Parts), Extras = [.. last.Extras, .. turn.Extras] };
        }
        else
        {
            _turns.Add(turn);
        }
    }

    /// <summary>The turns, with each thought whole that its vendor has signed.</summary>
    public ImmutableArray<Message> ToImmutable() => [.. _turns.Select(turn => turn with { Parts = Whole(turn.Parts) })];

    private static ImmutableArray<ContentPart> Join(ImmutableArray<ContentPart> before, ImmutableArray<ContentPart> after) =>
        (before, after) is ([.., TextPart { Extras: [] } begun], [TextPart { Extras: [] } rest, ..])
            ? [.. before[..^1], begun with { Text = begun.Text + rest.Text }, .. after[1..]]
            : [.. before, .. after];

    // Another vendor's signature is of all that was thought before it; Gemini's is of the part that it stands on.
    private static ImmutableArray<ContentPart> Whole(ImmutableArray<ContentPart> parts)
    {
        List<ContentPart> whole = new(parts.Length);
        foreach (ContentPart part in parts)
        {
            ContentPart added = part;
            if (part is ReasoningPart { Text: not null, SignedBy: not (null or WireProtocol.GeminiGenerateContent) } signed)
            {
                int begin = whole.FindLastIndex(before => before is not ReasoningPart { SignedBy: null }) + 1;
                IEnumerable<string?> pieces = whole[begin..].Select(piece => ((ReasoningPart)piece).Text);
                added = signed with { Text = string.Concat(pieces) + signed.Text };
                whole.RemoveRange(begin, whole.Count - begin);
            }

            whole.Add(added);
        }

        return [.. whole];
    }
}
