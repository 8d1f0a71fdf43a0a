using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>The images, documents and sounds of a request that are given as URLs, in the results of tools too.</summary>
internal static class MediaUrls
{
    /// <summary>The parts that have one, in the request's order.</summary>
    public static IEnumerable<(ContentPart Part, MediaSource.Url Url)> Find(ChatRequest request) =>
        from message in request.Messages
        from part in message.Parts
        from inner in part is ToolResultPart result ? result.Content : [part]
        where UrlOf(inner) is not null
        select (inner, UrlOf(inner)!);

    /// <summary>The request with another source for each URL.</summary>
    public static ChatRequest Replace(ChatRequest request, Func<MediaSource.Url, MediaSource> sourceOf) =>
        request with { Messages = [.. request.Messages.Select(message => message with { Parts = Replace(message.Parts, sourceOf) })] };

    private static ImmutableArray<ContentPart> Replace(ImmutableArray<ContentPart> parts, Func<MediaSource.Url, MediaSource> sourceOf) =>
        [.. parts.Select(part => Replace(part, sourceOf))];

    private static ContentPart Replace(ContentPart part, Func<MediaSource.Url, MediaSource> sourceOf) => part switch
    {
        ToolResultPart result => result with { Content = Replace(result.Content, sourceOf) },
        ImagePart { Source: MediaSource.Url url } image => image with { Source = sourceOf(url) },
        DocumentPart { Source: MediaSource.Url url } document => document with { Source = sourceOf(url) },
        AudioPart { Source: MediaSource.Url url } audio => audio with { Source = sourceOf(url) },
        _ => part,
    };

    private static MediaSource.Url? UrlOf(ContentPart part) => part switch
    {
        ImagePart image => image.Source as MediaSource.Url,
        DocumentPart document => document.Source as MediaSource.Url,
        AudioPart audio => audio.Source as MediaSource.Url,
        _ => null,
    };
}
