using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Lets through what Gemini takes in a message, and names the rest.</summary>
/// <param name="isOwn">True when the client speaks this very protocol, whose unsigned thoughts are Gemini's too.</param>
/// <param name="losses">Where it is named.</param>
internal sealed class GeminiSieve(bool isOwn, LossList losses) : IPartSieve
{
    public IEnumerable<ContentPart> SiftInstructions(ImmutableArray<ContentPart> parts) =>
        Sift(parts).Where(part => part is TextPart || Refuse(part, "Gemini takes only text for instructions"));

    public void NameRest(Message message)
    {
        losses.Add(message.Extras, "Gemini has no such member");
        if (message.Name is not null)
        {
            losses.Add(message.Place.Member("name"), "Gemini has no names of speakers");
        }
    }

    public ImmutableArray<ContentPart> Sift(ImmutableArray<ContentPart> parts)
    {
        ImmutableArray<ContentPart>.Builder kept = ImmutableArray.CreateBuilder<ContentPart>(parts.Length);
        foreach (ContentPart part in parts)
        {
            if (IsSendable(part))
            {
                NameTrifles(part);
                kept.Add(part is ToolResultPart result ? result with { Content = Sift(result.Content) } : part);
            }
        }

        return kept.DrainToImmutable();
    }

    private bool IsSendable(ContentPart part) => part switch
    {
        TextPart { Text: "" } or RefusalPart { Text: "" } => IsEmptyForGood(part),
        ReasoningPart { Redacted: null, SignedBy: WireProtocol.GeminiGenerateContent } => true,
        ReasoningPart { Redacted: null, SignedBy: null } when isOwn => true,
        ReasoningPart => Refuse(part, "Gemini takes only thinking that it has signed"),
        ImagePart image => IsReadable(part, image.Source),
        AudioPart audio => IsReadable(part, audio.Source),
        DocumentPart document => document.Source is MediaSource.Text || IsReadable(part, document.Source),
        NativePart { Protocol: not WireProtocol.GeminiGenerateContent } => Refuse(part, "Gemini has no such part"),
        _ => true,
    };

    private bool IsReadable(ContentPart part, MediaSource source) => source switch
    {
        MediaSource.Base64 => true,
        MediaSource.Url url => GeminiFiles.AreGooglesOwn(url.Address)
            || Refuse(part, "Gemini reads only files that Google keeps"),
        MediaSource.File => isOwn || Refuse(part, "a file of another vendor"),
        _ => Refuse(part, "an image cannot be text"),
    };

    private void NameTrifles(ContentPart part)
    {
        GeminiProtocol.Extras.NameForeign(part.Extras, losses);
        if (part.Cache is { } cache)
        {
            losses.Add(cache.Place, "Gemini caches without being asked");
        }

        if (part is ImagePart { Detail: not (null or "auto") } image)
        {
            losses.Add(image.DetailPlace, "Gemini has no such levels of detail");
        }
    }

    private bool IsEmptyForGood(ContentPart part)
    {
        NameTrifles(part);
        return false;
    }

    private bool Refuse(ContentPart part, string reason)
    {
        losses.Add(part.Place, reason);
        return false;
    }
}
