using System.Collections.Immutable;
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
        Json.WriteStartArray("messages"u8);
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
                _assistant.Write(message, isLast: i == messages.Length - 1);
                _results.Expect(message);
            }
            else
            {
                Write(message);
            }
        }

        _results.EndRun();
        Json.WriteEndArray();
    }

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
        draft.WriteExtras(message.Extras, message.Place);
        Json.WriteEndObject();
    }

    private ReadOnlySpan<byte> RoleOf(Role role) => role switch
    {
        Role.Developer when draft.Vendor.TakesDeveloperRole => "developer"u8,
        Role.Developer or Role.System => "system"u8,
        _ => "user"u8,
    };
}
