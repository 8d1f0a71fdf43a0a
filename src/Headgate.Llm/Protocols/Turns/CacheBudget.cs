using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>Counts cache markers. Claude takes four in a request, and the last ones reach the furthest: what is too many goes first.</summary>
internal sealed class CacheBudget
{
    private const int Most = 4;

    private readonly LossList _losses;
    private int _tooMany;

    private CacheBudget(int tooMany, LossList losses)
    {
        _tooMany = tooMany;
        _losses = losses;
    }

    /// <summary>Where the client counts for itself.</summary>
    public static CacheBudget Unbounded(LossList losses) => new(0, losses);

    /// <summary>Counts what a request has.</summary>
    public static CacheBudget Of(ChatRequest request, Conversation conversation, LossList losses)
    {
        int marks = request.Tools.Count(tool => tool is Tool.Function { Cache: not null }) + CountIn(conversation.System);
        foreach (Message message in conversation.Messages)
        {
            marks += CountIn(message.Parts);
        }

        return new CacheBudget(Math.Max(0, marks - Most), losses);
    }

    /// <summary>OpenAI's two times to live, by Anthropic's two.</summary>
    public static string Nearest(string timeToLive) => timeToLive switch
    {
        "30m" => "5m",
        "12h" => "1h",
        _ => timeToLive,
    };

    /// <summary>True when a marker is to be written. Asked once for each, in their order.</summary>
    public bool Takes(CacheMarker marker)
    {
        if (_tooMany == 0)
        {
            return true;
        }

        _tooMany--;
        _losses.Add(marker.Place, "the vendor takes four cache markers");
        return false;
    }

    private static int CountIn(ImmutableArray<ContentPart> parts)
    {
        int marks = 0;
        foreach (ContentPart part in parts)
        {
            marks += (part.Cache is null ? 0 : 1) + (part is ToolResultPart result ? CountIn(result.Content) : 0);
        }

        return marks;
    }
}
