using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>
/// Brings another protocol's conversation into the order that Anthropic takes, and most who host models of several houses: user and
/// assistant by turns, the user first, each call answered at the beginning of the next turn. What was written stays where it was, so that a
/// longer conversation begins like a shorter one.
/// </summary>
/// <param name="sieve">Lets through what the vendor takes.</param>
/// <param name="losses">Where it is named what the model does not take.</param>
internal sealed class TurnMerger(IPartSieve sieve, LossList losses)
{
    private readonly List<Turn> _turns = [];

    // Which of the turns is the assistant's last; none at first.
    private int _calling = -1;

    /// <summary>True when the last message may be the beginning of the answer; default false.</summary>
    public bool TakesPrefill { get; init; }

    /// <summary>True when there may be messages of the role system within the conversation; default false.</summary>
    public bool TakesSystemInConversation { get; init; }

    /// <summary>Merges a request's messages.</summary>
    public Conversation Merge(ImmutableArray<Message> messages)
    {
        int first = 0;
        ImmutableArray<ContentPart>.Builder system = ImmutableArray.CreateBuilder<ContentPart>();
        for (; first < messages.Length && IsInstruction(messages[first]); first++)
        {
            sieve.NameRest(messages[first]);
            system.AddRange(sieve.SiftInstructions(messages[first].Parts));
        }

        for (int i = first; i < messages.Length; i++)
        {
            sieve.NameRest(messages[i]);
            AddMessage(messages[i], sieve.Sift(messages[i].Parts), MayStaySystem(messages, i));
        }

        AnswerDanglingCalls();
        FitPrefill();
        OpenWithUser();
        return new Conversation(system.DrainToImmutable(), [.. _turns.Select(ToMessage)]);
    }

    private void AddMessage(Message message, ImmutableArray<ContentPart> parts, bool maySpeakAsSystem)
    {
        if (parts.IsEmpty && message.Role == Role.User && message.Parts.Any(part => part is ImagePart or DocumentPart or AudioPart))
        {
            // Without a word in its place, what the model said before and after would become one turn.
            parts = [new TextPart("[something that could not be passed on]") { Place = message.Place }];
        }

        if (parts.IsEmpty)
        {
            return;
        }

        Turn turn = TurnFor(RoleOf(message, maySpeakAsSystem), message.Place);
        foreach (ContentPart part in parts)
        {
            if (part is ToolResultPart result && (turn.Role != Role.User || !IsCalled(result) || turn.Answers(result.CallId)))
            {
                AddOrphan(turn, result);
            }
            else
            {
                bool isNote = IsInstruction(message) && turn.Role == Role.User;
                turn.Add(isNote && part is TextPart note ? note with { Text = $"[System note] {note.Text}" } : part);
            }
        }
    }

    // The vendor refuses the result of a call that is not there: its history was cut, or summed up.
    private static void AddOrphan(Turn turn, ToolResultPart result)
    {
        turn.Add(new TextPart($"[result of tool call {result.CallId}]") { Place = result.Place, Cache = result.Cache });
        foreach (ContentPart part in result.Content)
        {
            if (part is ToolResultPart inner)
            {
                AddOrphan(turn, inner);
            }
            else
            {
                turn.Add(part);
            }
        }
    }

    private Role RoleOf(Message message, bool maySpeakAsSystem) => message.Role switch
    {
        Role.Assistant => Role.Assistant,
        Role.System or Role.Developer when maySpeakAsSystem && _turns is [.., { Role: Role.User }] => Role.System,
        _ => Role.User,
    };

    private Turn TurnFor(Role role, JsonPlace place)
    {
        if (_turns is [.., { } last] && last.Role == role)
        {
            last.Join(place);
            return last;
        }

        if (role == Role.Assistant)
        {
            AnswerDanglingCalls();
        }

        Turn turn = new(role, place);
        _turns.Add(turn);
        if (role == Role.Assistant)
        {
            _calling = _turns.Count - 1;
        }

        return turn;
    }

    // The vendor wants such a message right behind the user's, at the end or with the model's answer behind it.
    private bool MayStaySystem(ImmutableArray<Message> messages, int index) =>
        TakesSystemInConversation
        && IsInstruction(messages[index])
        && messages[index].Parts.All(part => part is TextPart)
        && !IsInstruction(messages[index - 1])
        && (index + 1 == messages.Length || messages[index + 1].Role == Role.Assistant);

    // The user may have gone on before the tools were done, or a client may have lost their results.
    private void AnswerDanglingCalls()
    {
        if (_calling < 0)
        {
            return;
        }

        Turn? answering = _calling + 1 < _turns.Count ? _turns[_calling + 1] : null;
        foreach (ToolCallPart call in _turns[_calling].Called)
        {
            if (answering?.Answers(call.Id) != true)
            {
                answering ??= NewUserTurn(_calling + 1);
                answering.Add(new ToolResultPart(call.Id, [new TextPart("No result: the call was interrupted.")]));
            }
        }
    }

    private void FitPrefill()
    {
        if (_turns is not [.., { Role: Role.Assistant } prefill])
        {
            return;
        }

        if (TakesPrefill)
        {
            prefill.TrimEnd();
            return;
        }

        foreach (JsonPlace place in prefill.Places)
        {
            losses.Add(place, "this model takes no beginning of its answer");
        }

        _turns.RemoveAt(_turns.Count - 1);
    }

    private void OpenWithUser()
    {
        if (_turns is not [{ Role: Role.User }, ..])
        {
            NewUserTurn(0).Add(new TextPart("[The conversation begins here.]"));
        }
    }

    private Turn NewUserTurn(int index)
    {
        Turn turn = new(Role.User, default);
        _turns.Insert(index, turn);
        return turn;
    }

    private bool IsCalled(ToolResultPart result) => _calling >= 0 && _turns[_calling].Calls(result.CallId);

    private static bool IsInstruction(Message message) => message.Role is Role.System or Role.Developer;

    private static Message ToMessage(Turn turn) => new() { Role = turn.Role, Parts = turn.Parts, Place = turn.Place };
}
