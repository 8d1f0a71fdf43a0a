using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>Writes an answer as chunks, each a whole response: https://ai.google.dev/api/generate-content#v1beta.models.streamGenerateContent
/// (read 2026-11-22). Calls come in one piece, usage so far is in every chunk, and nothing but the last chunk's finish tells the end.</summary>
internal sealed class GenerateStream(EventScratch scratch, Turn turn)
{
    private long _said;
    private long _thought;

    public IEnumerable<StreamEvent> Events() => turn.Answer.Stop == StopReason.Filtered
        ? [Blocked()]
        : turn.Answers.SelectMany((answer, index) => Candidate(answer, index));

    private IEnumerable<StreamEvent> Candidate(Answer answer, int index)
    {
        var hidden = 0;
        if (answer.Reasoning is { } reasoning && GenerateReader.IncludesThoughts(turn.Request))
        {
            foreach (var token in Tokens.Split(reasoning))
            {
                _thought++;
                yield return Chunk(index, 1, json => GenerateWriter.WriteText(json, token.Span, isThought: true, null));
            }
        }
        else
        {
            _thought += hidden = answer.ReasoningTokens;
        }

        foreach (var sent in Content(answer, index))
        {
            yield return sent with { Tokens = sent.Tokens + hidden };
            hidden = 0;
        }

        yield return Finish(answer, index, hidden);
    }

    private IEnumerable<StreamEvent> Content(Answer answer, int index)
    {
        foreach (var token in Tokens.Split(answer.Text ?? ""))
        {
            _said++;
            yield return Chunk(index, 1, json => GenerateWriter.WriteText(json, token.Span, isThought: false, null));
        }

        foreach (var (i, call) in answer.ToolCalls.Index())
        {
            _said += call.Tokens;
            var signature = i == 0 && GenerateWriter.Signs(turn, answer) ? turn.Seal.Sign(call.Name) : null;
            yield return Chunk(index, call.Tokens, json => GenerateWriter.WriteCall(json, turn, call, signature));
        }
    }

    /// <summary>The end of a candidate: a part without text, which a text's signature is on.</summary>
    private StreamEvent Finish(Answer answer, int index, int tokens)
    {
        var signature = answer.Text is { } text && GenerateWriter.Signs(turn, answer) ? turn.Seal.Sign(text) : null;
        var chunk = Chunk(index, tokens, json => GenerateWriter.WriteText(json, "", isThought: false, signature), GenerateWriter.FinishOf(answer));
        return chunk with { IsContent = false, Name = index == turn.Answers.Count - 1 ? GenerateOperation.Last : null };
    }

    private StreamEvent Chunk(int index, int tokens, Action<Utf8JsonWriter> write, string? finish = null)
    {
        var json = scratch.Begin();
        json.WriteStartArray("candidates");
        json.WriteStartObject();
        json.WriteStartObject("content");
        json.WriteStartArray("parts");
        write(json);
        json.WriteEndArray();
        json.WriteString("role", "model");
        json.WriteEndObject();
        if (finish is not null)
            json.WriteString("finishReason", finish);
        json.WriteNumber("index", index);
        json.WriteEndObject();
        json.WriteEndArray();
        return End(tokens);
    }

    private StreamEvent Blocked()
    {
        GenerateWriter.WriteBlocked(scratch.Begin());
        return End(0) with { Name = GenerateOperation.Last };
    }

    private StreamEvent End(int tokens)
    {
        UsageWriter.Write(scratch.Json, turn.Usage, _said, _thought);
        GenerateWriter.WriteTail(scratch.Json, turn);
        return scratch.End(tokens: tokens, isContent: true);
    }
}
