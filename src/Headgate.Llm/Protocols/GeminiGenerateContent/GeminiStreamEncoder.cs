using System.Buffers;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes a streamed answer: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent, read 2026-11-22. Why it ended and what it
/// used are in the last chunk, so that waits until the whole answer is there.
/// </summary>
/// <param name="request">The request answered.</param>
/// <param name="losses">Where it is named what Gemini cannot say.</param>
internal sealed class GeminiStreamEncoder(ChatRequest request, LossList losses) : IStreamEncoder
{
    private readonly GeminiChunkWriter _chunks = new();
    private readonly SortedDictionary<int, GeminiCandidateWriter> _candidates = [];
    private Usage? _usage;
    private bool _hasFinished;

    public void Write(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        _chunks.WriteTo(output);
        switch (chatEvent)
        {
            case ChatEvent.TextDelta text:
                Candidate(text.Choice).AddText(text.Text, isRefusal: false);
                break;
            case ChatEvent.RefusalDelta refusal:
                Candidate(refusal.Choice).AddText(refusal.Text, isRefusal: true);
                break;
            case ChatEvent.ReasoningDelta thinking:
                Candidate(thinking.Choice).AddThinking(thinking.Text);
                break;
            case ChatEvent.ReasoningSigned signed:
                Candidate(signed.Choice).Sign(signed.Signature, signed.SignedBy);
                break;
            case ChatEvent.ReasoningRedacted redacted:
                Candidate(redacted.Choice).AddRedacted(redacted.Data, redacted.SignedBy);
                break;
            case ChatEvent.ToolCallStarted call:
                Candidate(call.Choice).StartCall(call.Call, call.Id, call.Name);
                break;
            case ChatEvent.ArgumentsDelta arguments:
                Candidate(arguments.Choice).AddArguments(arguments.Call, arguments.Fragment);
                break;
            case ChatEvent.PartEnded ended:
                Candidate(ended.Choice).EndPart();
                break;
            default:
                WriteRest(chatEvent);
                break;
        }
    }

    private void WriteRest(ChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            case ChatEvent.Started started:
                Start(started);
                break;
            case ChatEvent.Finished finished:
                Finish(finished);
                break;
            case ChatEvent.UsageReported reported:
                _usage = reported.Usage;
                break;
            case ChatEvent.Ended:
                End();
                break;
            case ChatEvent.Lost lost:
                losses.Add(lost.Loss.Path, lost.Loss.Reason);
                break;
        }
    }

    private void Start(ChatEvent.Started started)
    {
        _usage = started.Usage;
        _chunks.Head = new GeminiAnswerHead(started.Id, started.Model ?? request.Model, started.Created);
        if (started.ServiceTier is not (null or "default" or "standard"))
        {
            losses.Add(started.ServiceTierPath, "Gemini does not say the class of service in an answer");
        }
    }

    private void Finish(ChatEvent.Finished finished)
    {
        _hasFinished = true;
        Candidate(finished.Choice).Finish(finished.Reason);
        if (finished.Reason == FinishReason.Pause)
        {
            losses.Add("$.stop_reason", GeminiFinish.PauseIsLost);
        }

        if (finished.StopSequence is not null)
        {
            losses.Add("$.stop_sequence", "Gemini does not say which stop sequence was met");
        }
    }

    private void End()
    {
        if (!_hasFinished)
        {
            losses.Add("$.choices[*].finish_reason", "the vendor did not say why the answer ended: it reads as ended");
            Candidate(0).Finish(FinishReason.Stop);
        }

        GeminiUsageWriter.NameLosses(_usage, losses);
        _chunks.WriteEnd(_candidates.Select(candidate => (candidate.Key, candidate.Value.Reason)), _usage);
    }

    private GeminiCandidateWriter Candidate(int choice)
    {
        if (!_candidates.TryGetValue(choice, out GeminiCandidateWriter? candidate))
        {
            candidate = new GeminiCandidateWriter(choice, _chunks);
            _candidates.Add(choice, candidate);
        }

        return candidate;
    }
}
