using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// The conversation for vendors that want the user's messages and the model's to take turns, behind the instructions: Perplexity, by
/// https://github.com/perplexityai/api-discussion/issues/265, read 2026-11-23. Neighbours of one role become one message.
/// </summary>
internal static class TakenTurns
{
    private const string Joined = "the message is joined to the one before";
    private const string Begun = "the vendor begins its answers itself";
    private const string OfTheUser = "instructions amid the conversation are told as the user's";

    /// <summary>True when the messages of a request, as JSON, take turns as they stand.</summary>
    public static bool AreIn(ReadOnlySpan<byte> json)
    {
        var messages = new JsonCursor(json);
        if (!messages.EnterArray())
        {
            return true;
        }

        bool isBegun = false;
        bool wasModel = false;
        bool takesTurns = true;
        while (messages.NextElement())
        {
            bool isInstruction = false;
            bool isModel = false;
            if (messages.EnterObject())
            {
                while (messages.NextMember(out ReadOnlySpan<byte> name))
                {
                    if (name.SequenceEqual("role"u8) && messages.Kind == System.Text.Json.JsonTokenType.String)
                    {
                        ReadOnlySpan<byte> role = messages.Word();
                        isInstruction = role.SequenceEqual("system"u8) || role.SequenceEqual("developer"u8);
                        isModel = role.SequenceEqual("assistant"u8);
                    }
                    else
                    {
                        messages.Skip();
                    }
                }
            }

            takesTurns &= isInstruction ? !isBegun : !isBegun || isModel != wasModel;
            isBegun |= !isInstruction;
            wasModel = isModel;
        }

        return takesTurns && !wasModel;
    }

    /// <summary>The messages, so that they take turns and the last is not the model's.</summary>
    public static ImmutableArray<Message> Of(ImmutableArray<Message> messages, LossList losses)
    {
        ImmutableArray<Message>.Builder turns = ImmutableArray.CreateBuilder<Message>(messages.Length);
        ImmutableArray<ContentPart>.Builder joined = ImmutableArray.CreateBuilder<ContentPart>();
        bool isBegun = false;
        bool hasResults = false;
        foreach (Message message in messages)
        {
            bool isInstruction = message.Role is Role.System or Role.Developer;
            Message turn = isInstruction && isBegun ? message with { Role = Role.User } : message;
            if (!ReferenceEquals(turn, message))
            {
                losses.Add(message.Place.Member("role"), OfTheUser);
            }

            bool bringsResults = HasResults(turn);
            if (isBegun && turns[^1].Role == turn.Role && !hasResults && !bringsResults)
            {
                NameLosses(turn, losses);
                joined.AddRange(joined.Count == 0 ? turns[^1].Parts : []);
                joined.AddRange(turn.Parts);
            }
            else
            {
                Close();
                turns.Add(turn);
                hasResults = bringsResults;
            }

            isBegun |= !isInstruction;
        }

        Close();
        if (turns is [.., { Role: Role.Assistant } last])
        {
            losses.Add(last.Place, Begun);
            turns.RemoveAt(turns.Count - 1);
        }

        return turns.ToImmutable();

        void Close()
        {
            if (joined.Count > 0)
            {
                turns[^1] = turns[^1] with { Parts = joined.ToImmutable() };
                joined.Clear();
            }
        }
    }

    private static void NameLosses(Message joined, LossList losses)
    {
        losses.Add(joined.Extras, Joined);
        if (joined.Name is not null)
        {
            losses.Add(joined.Place.Member("name"), Joined);
        }
    }

    private static bool HasResults(Message message) => message.Parts.Any(part => part is ToolResultPart);
}
