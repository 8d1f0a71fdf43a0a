using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Brings a conversation into the order that Gemini takes: user and model by turns, the user first, each call answered in the next turn. What was
/// written stays where it was, so that a longer conversation begins like a shorter one.
/// </summary>
internal sealed class GeminiTurns(GeminiSieve sieve)
{
    private readonly List<GeminiTurn> _turns = [];

    // Which of the turns is the model's last; none at first.
    private int _calling = -1;

    /// <summary>The instructions that the conversation begins with; empty when there are none.</summary>
    public ImmutableArray<TextPart> Instructions { get; private set; } = [];

    /// <summary>The turns, in order.</summary>
    public IReadOnlyList<GeminiTurn> All => _turns;

    /// <summary>Merges a request's messages.</summary>
    public static GeminiTurns Of(ImmutableArray<Message> messages, GeminiSieve sieve)
    {
        GeminiTurns turns = new(sieve);
        int first = 0;
        while (first < messages.Length && IsInstruction(messages[first]))
        {
            turns.Instructions = turns.Instructions.AddRange(sieve.SiftInstructions(messages[first++]));
        }

        foreach (Message message in messages[first..])
        {
            turns.Add(message);
        }

        turns.AnswerDanglingCalls();
        turns.OpenWithUser();
        return turns;
    }

    private static bool IsInstruction(Message message) => message.Role is Role.System or Role.Developer;

    private void Add(Message message)
    {
        ImmutableArray<ContentPart> parts = sieve.Sift(message);
        if (parts.IsEmpty)
        {
            return;
        }

        GeminiTurn turn = TurnFor(message.Role == Role.Assistant);
        foreach (ContentPart part in parts)
        {
            if (part is ToolResultPart result && (!IsCalled(result) || turn.Answers(result.CallId)))
            {
                AddOrphan(turn, result);
            }
            else
            {
                turn.Add(part is TextPart note && IsInstruction(message) ? note with { Text = $"[System note] {note.Text}" } : part);
            }
        }
    }

    // Gemini refuses the result of a call that is not there: its history was cut, or summed up.
    private static void AddOrphan(GeminiTurn turn, ToolResultPart result)
    {
        turn.Add(new TextPart($"[result of tool call {result.CallId}]"));
        foreach (ContentPart part in result.Content)
        {
            turn.Add(part);
        }
    }

    private GeminiTurn TurnFor(bool isModel)
    {
        if (_turns is [.., { } last] && last.IsModel == isModel)
        {
            return last;
        }

        if (isModel)
        {
            AnswerDanglingCalls();
        }

        GeminiTurn turn = new(isModel);
        _turns.Add(turn);
        _calling = isModel ? _turns.Count - 1 : _calling;
        return turn;
    }

    // The user may have gone on before the tools were done, or a client may have lost their results.
    private void AnswerDanglingCalls()
    {
        if (_calling < 0)
        {
            return;
        }

        GeminiTurn? answering = _calling + 1 < _turns.Count ? _turns[_calling + 1] : null;
        foreach (ToolCallPart call in _turns[_calling].Calls.ToArray())
        {
            if (answering?.Answers(call.Id) == true)
            {
                continue;
            }

            if (answering is null)
            {
                answering = new GeminiTurn(isModel: false);
                _turns.Add(answering);
            }

            answering.Add(new ToolResultPart(call.Id, [new TextPart("No result: the call was interrupted.")]));
        }
    }

    private void OpenWithUser()
    {
        if (_turns is not [{ IsModel: false }, ..])
        {
            GeminiTurn opening = new(isModel: false);
            opening.Add(new TextPart("[The conversation begins here.]"));
            _turns.Insert(0, opening);
        }
    }

    private bool IsCalled(ToolResultPart result) => _calling >= 0 && _turns[_calling].Calls.Any(call => call.Id == result.CallId);
}
