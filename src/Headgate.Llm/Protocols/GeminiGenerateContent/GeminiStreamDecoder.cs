using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads a streamed answer into the hub. Each chunk is a whole answer, of which the parts are to be put together; the stream's end is the end of the
/// connection, so that no event says it.
/// </summary>
internal sealed class GeminiStreamDecoder(SentRequest sent) : IStreamDecoder
{
    // Gemini can name its members what it likes; from here on they are the same news.
    private const int MostLosses = 64;

    private readonly Dictionary<int, GeminiCandidateStream> _candidates = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private string? _id;
    private bool _isStarted;

    /// <inheritdoc />
    public void Read(in SseEvent streamEvent, List<ChatEvent> events)
    {
        if (streamEvent.Data.IsEmpty)
        {
            return;
        }

        GeminiAnswer chunk = GeminiAnswerReader.Read(streamEvent.Data.ToArray(), sent);
        if (!_isStarted)
        {
            _isStarted = true;
            _id = chunk.Id;
            events.Add(new ChatEvent.Started(chunk.Id, chunk.Model) { Protocol = WireProtocol.GeminiGenerateContent, Created = chunk.Created });
        }

        TellLost(chunk.Extras, events);
        foreach (GeminiCandidate candidate in chunk.Candidates)
        {
            TellLost(candidate.Extras, events);
            StreamOf(candidate.Index).Read(candidate, extras => TellLost(extras, events), events);
        }

        if (chunk is { Candidates: [], IsBlocked: true } && _candidates.Count == 0)
        {
            StreamOf(0).Finish(FinishReason.ContentFilter, events);
        }

        if (chunk.Usage is { } usage)
        {
            events.Add(new ChatEvent.UsageReported(usage));
        }
    }

    private GeminiCandidateStream StreamOf(int index)
    {
        if (!_candidates.TryGetValue(index, out GeminiCandidateStream? stream))
        {
            _candidates[index] = stream = new GeminiCandidateStream(index, _id);
        }

        return stream;
    }

    private void TellLost(ImmutableArray<Extra> extras, List<ChatEvent> events)
    {
        foreach (Extra extra in extras)
        {
            string path = extra.Place.ToString();
            if (_told.Count < MostLosses && _told.Add(path))
            {
                events.Add(new ChatEvent.Lost(new Loss(path, "a streamed answer has no place for it")));
            }
        }
    }
}
