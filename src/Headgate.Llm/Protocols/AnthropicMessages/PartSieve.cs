using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Lets through what Anthropic takes in a message, and names the rest.</summary>
/// <param name="losses">Where it is named.</param>
internal sealed class PartSieve(LossList losses) : IPartSieve
{
    /// <summary>Those parts that can be sent.</summary>
    public ImmutableArray<ContentPart> Sift(ImmutableArray<ContentPart> parts)
    {
        // Nearly always all of them can be, as they are.
        ImmutableArray<ContentPart>.Builder? kept = null;
        for (int i = 0; i < parts.Length; i++)
        {
            ContentPart? sent = Sift(parts[i]);
            if (kept is null && !ReferenceEquals(sent, parts[i]))
            {
                kept = ImmutableArray.CreateBuilder<ContentPart>(parts.Length);
                kept.AddRange(parts, i);
            }

            if (kept is not null && sent is not null)
            {
                kept.Add(sent);
            }
        }

        return kept?.DrainToImmutable() ?? parts;
    }

    /// <summary>Those parts that can be sent as instructions: text.</summary>
    public IEnumerable<ContentPart> SiftInstructions(ImmutableArray<ContentPart> parts) =>
        Sift(parts).Where(part => part is TextPart || Refuse(part, "Anthropic takes only text for instructions"));

    /// <summary>True when nobody else than Anthropic has thought this: it takes no other thinking, and this only as it was.</summary>
    public bool IsOwnOrNoReasoning(ContentPart part)
    {
        bool isOther = part is ReasoningPart { SignedBy: not WireProtocol.AnthropicMessages };
        if (isOther)
        {
            losses.Add(part.Place, "Anthropic takes only thinking that it has signed");
        }

        return !isOther;
    }

    /// <inheritdoc />
    public void NameRest(Message message)
    {
        MessagesProtocol.Extras.NameForeign(message.Extras, losses);
        if (message.Name is not null)
        {
            losses.Add(message.Place.Member("name"), "Anthropic has no names of speakers");
        }
    }

    /// <summary>The conversation as its client wrote it, in this very protocol. Only thinking that nobody signed is left out.</summary>
    public Conversation AsWritten(ChatRequest request)
    {
        bool hasSystem = request.Messages is [{ Role: Role.System }, ..];
        return new Conversation(
            hasSystem ? request.Messages[0].Parts : [],
            [.. request.Messages.Skip(hasSystem ? 1 : 0).Select(WithoutForeignThinking)]);
    }

    // Where nothing else was said, something has to stand: without a word the message would be refused, and without it two users' turns would meet.
    private Message WithoutForeignThinking(Message message)
    {
        ImmutableArray<ContentPart> kept = [.. message.Parts.Where(IsOwnOrNoReasoning)];
        bool isEmptied = kept.IsEmpty && !message.Parts.IsEmpty;
        return message with { Parts = isEmptied ? [new TextPart("[thinking that was cut off]") { Place = message.Place }] : kept };
    }

    private ContentPart? Sift(ContentPart part)
    {
        if (!IsSendable(part))
        {
            return null;
        }

        NameTrifles(part);
        if (part is not ToolResultPart result)
        {
            return part;
        }

        ImmutableArray<ContentPart> content = Sift(result.Content);
        return content == result.Content ? result : result with { Content = content };
    }

    private bool IsSendable(ContentPart part) => part switch
    {
        // A text block must say something.
        TextPart text => !string.IsNullOrWhiteSpace(text.Text) || IsEmptyForGood(part),
        RefusalPart refusal => !string.IsNullOrWhiteSpace(refusal.Text) || IsEmptyForGood(part),
        ReasoningPart => IsOwnOrNoReasoning(part),
        AudioPart => Refuse(part, "Anthropic takes no audio"),
        ImagePart { Source: MediaSource.File } or DocumentPart { Source: MediaSource.File } => Refuse(part, "a file of another vendor"),
        ImagePart { Source: MediaSource.Text } => Refuse(part, "an image cannot be text"),
        NativePart { Protocol: not WireProtocol.AnthropicMessages } => Refuse(part, "Anthropic has no such part"),
        _ => true,
    };

    private void NameTrifles(ContentPart part)
    {
        MessagesProtocol.Extras.NameForeign(part.Extras, losses);
        if (part is ImagePart { Detail: not (null or "auto") } image)
        {
            losses.Add(image.DetailPlace, "Anthropic has no levels of detail");
        }
    }

    private bool IsEmptyForGood(ContentPart part)
    {
        MessagesProtocol.Extras.NameForeign(part.Extras, losses);
        if (part.Cache is { } cache)
        {
            losses.Add(cache.Place, "an empty text cannot be cached");
        }

        return false;
    }

    private bool Refuse(ContentPart part, string reason)
    {
        losses.Add(part.Place, reason);
        return false;
    }
}
