using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes the conversation. Each message of a model with calls is followed by one message per result, whatever the client's protocol puts
/// them into (<see cref="ChatResultEncoder"/>); all else keeps its order, so that a further turn is written with the same beginning.
/// </summary>
internal sealed class ChatMessageEncoder(ChatDraft draft)
{
    private readonly ChatPartEncoder _parts = new(draft);
    private readonly ChatAssistantEncoder _assistant = new(draft);
    private readonly ChatResultEncoder _results = new(draft);
    private readonly List<ContentPart> _content = [];

    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Writes <c>messages</c>.</summary>
    public void Write(ImmutableArray<Message> messages)
    {
        messages = draft.Vendor.WantsTurns ? TakenTurns.Of(messages, draft.Losses) : messages;
        Json.WriteStartArray("messages"u8);
        WriteSchema();
        for (int i = 0; i < messages.Length; i++)
        {
            Message message = messages[i];
            if (_results.Write(message) && message.Parts.All(part => part is ToolResultPart))
            {
                continue;
            }

            _results.EndRun();
            if (message.Role == Role.Assistant)
            {
                Message turn = Join(messages, ref i);
                _assistant.Write(turn, isLast: i == messages.Length - 1);
                _results.Expect(turn);
            }
            else
            {
                Write(message);
            }
        }

        _results.EndRun();
        Json.WriteEndArray();
    }

    // Vendors that know no schemas want the word JSON in the conversation before they promise any. It leads, so that what follows stays as it is.
    private void WriteSchema()
    {
        if (draft.Vendor.TakesSchemas || draft.Request.Format is not { Kind: OutputKind.JsonSchema } format)
        {
            return;
        }

        string schema = format.Schema is { } json ? Encoding.UTF8.GetString(json.Span) : "{}";
        string description = format.Description is { } told ? $" {told}" : "";
        Json.WriteStartObject();
        Json.WriteString("role"u8, "system"u8);
        Json.WriteString("content"u8, $"Answer with a JSON object named {format.Name ?? "answer"} that fits this schema:{description} {schema}");
        Json.WriteEndObject();
    }

    // Other protocols take a message with calls and more of the model's own before the results; here the results must follow at once.
    private Message Join(ImmutableArray<Message> messages, ref int index)
    {
        Message first = messages[index];
        int start = index;
        bool hasCalls = first.Parts.Any(part => part is ToolCallPart || (part is NativePart native && ChatPaths.IsCall(native)));
        while (hasCalls && index + 1 < messages.Length && IsAssistantOnly(messages[index + 1]))
        {
            index++;
            NameLosses(messages[index]);
        }

        return index == start ? first : first with { Parts = [.. messages[start..(index + 1)].SelectMany(message => message.Parts)] };
    }

    private void NameLosses(Message joined)
    {
        const string Reason = "the message is joined to the one before";
        draft.Losses.Add(joined.Extras, Reason);
        if (joined.Name is not null)
        {
            draft.Losses.Add(joined.Place.Member("name"), Reason);
        }
    }

    private static bool IsAssistantOnly(Message message) => message.Role == Role.Assistant && !message.Parts.Any(part => part is ToolResultPart);

    private void Write(Message message)
    {
        _content.Clear();
        foreach (ContentPart part in message.Parts)
        {
            if (part is not ToolResultPart && _parts.Accept(part) is { } accepted)
            {
                _content.Add(accepted);
            }
        }

        Json.WriteStartObject();
        Json.WriteString("role"u8, RoleOf(message.Role));
        Json.WritePropertyName("content"u8);
        _parts.Write(_content);
        draft.WriteName(message);
        draft.WriteExtras(message);
        Json.WriteEndObject();
    }

    private ReadOnlySpan<byte> RoleOf(Role role) => role switch
    {
        Role.Developer when draft.Vendor.TakesDeveloperRole => "developer"u8,
        Role.Developer or Role.System => "system"u8,
        _ => "user"u8,
    };
}
