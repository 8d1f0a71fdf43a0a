using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Lets through what Bedrock takes in a message, and names the rest.</summary>
/// <param name="traits">What the model takes.</param>
/// <param name="losses">Where it is named.</param>
internal sealed class ConverseSieve(ConverseTraits traits, LossList losses) : IPartSieve
{
    private const string NoSuchMember = "Bedrock has no such member";

    /// <inheritdoc />
    public ImmutableArray<ContentPart> Sift(ImmutableArray<ContentPart> parts)
    {
        ImmutableArray<ContentPart>.Builder kept = ImmutableArray.CreateBuilder<ContentPart>(parts.Length);
        foreach (ContentPart part in parts)
        {
            if (!IsSendable(part))
            {
                continue;
            }

            losses.Add(part.Extras, NoSuchMember);
            if (part is ImagePart { Detail: not (null or "auto") } image)
            {
                losses.Add(image.DetailPlace, "Bedrock has no levels of detail");
            }

            kept.Add(part is ToolResultPart result ? SiftResult(result) : part);
        }

        return kept.DrainToImmutable();
    }

    /// <inheritdoc />
    public IEnumerable<ContentPart> SiftInstructions(ImmutableArray<ContentPart> parts) =>
        Sift(parts).Where(part => part is TextPart || Refuse(part, "Bedrock takes only text for instructions"));

    /// <inheritdoc />
    public void NameRest(Message message)
    {
        losses.Add(message.Extras, NoSuchMember);
        if (message.Name is not null)
        {
            losses.Add(message.Place.Member("name"), "Bedrock has no names of speakers");
        }
    }

    // A cache point cannot stand within a result: the last one in it stands behind it instead, as it reaches the furthest.
    private ToolResultPart SiftResult(ToolResultPart result)
    {
        ImmutableArray<ContentPart> content = Sift(result.Content);
        CacheMarker? marker = result.Cache;
        foreach (CacheMarker inner in content.Select(part => part.Cache).OfType<CacheMarker>().Reverse())
        {
            if (marker is not null)
            {
                losses.Add(inner.Place, "Bedrock has no cache points within results");
            }

            marker ??= inner;
        }

        return result with { Cache = marker, Content = [.. content.Select(part => part with { Cache = null })] };
    }

    private bool IsSendable(ContentPart part) => part switch
    {
        TextPart text => !string.IsNullOrWhiteSpace(text.Text) || IsEmptyForGood(part),
        RefusalPart refusal => !string.IsNullOrWhiteSpace(refusal.Text) || IsEmptyForGood(part),
        ReasoningPart reasoning => IsTakenBack(reasoning) || Refuse(part, "Bedrock takes only thinking that this model's house has signed"),
        ImagePart { Source: MediaSource.Base64 image } => ConverseFormats.OfImage(image.MediaType) is not null || Refuse(part, "Bedrock takes no such image"),
        DocumentPart { Source: MediaSource.Text } => true,
        DocumentPart { Source: MediaSource.Base64 document } =>
            ConverseFormats.OfDocument(document.MediaType) is not null || Refuse(part, "Bedrock takes no such document"),
        AudioPart { Source: MediaSource.Base64 sound } =>
            (traits.TakesAudio && ConverseFormats.OfAudio(sound.MediaType) is not null) || Refuse(part, "this model takes no such sound"),
        ImagePart or DocumentPart or AudioPart => Refuse(part, "Bedrock takes only what is in the request itself"),
        NativePart => Refuse(part, "Bedrock has no such part"),
        _ => true,
    };

    // Claude's signatures hold wherever Claude runs. What is redacted has another form here than at Anthropic's.
    private bool IsTakenBack(ReasoningPart reasoning) => reasoning.SignedBy == WireProtocol.BedrockConverse
        || (traits.IsClaude && reasoning is { SignedBy: WireProtocol.AnthropicMessages, Redacted: null });

    private bool IsEmptyForGood(ContentPart part)
    {
        losses.Add(part.Extras, NoSuchMember);
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
