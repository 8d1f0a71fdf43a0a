using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>
/// Writes the conversation. A message's text is one string with the images beside it. Calls have no ids, so what tools gave is told in the
/// order of the calls, by the tool's name (<see cref="OllamaResults"/>).
/// </summary>
internal sealed class OllamaMessageEncoder(Utf8JsonWriter json, ToolNames names, LossList losses)
{
    private readonly OllamaContent _content = new(losses);
    private readonly OllamaResults _results = new(json, names, losses);

    /// <summary>Writes <c>messages</c>.</summary>
    public void Write(ImmutableArray<Message> messages)
    {
        json.WriteStartArray("messages"u8);
        foreach (Message message in messages)
        {
            losses.Add(message.Extras, OllamaRequestEncoder.NoCounterpart);
            if (message.Name is not null)
            {
                losses.Add(message.Place.Member("name"), OllamaRequestEncoder.NoCounterpart);
            }

            foreach (ToolResultPart result in message.Parts.OfType<ToolResultPart>())
            {
                _results.Take(result);
            }

            if (!message.Parts.All(part => part is ToolResultPart))
            {
                _results.EndRun();
                Write(message);
            }
        }

        _results.EndRun();
        json.WriteEndArray();
    }

    private void Write(Message message)
    {
        _content.Clear();
        List<ToolCallPart> calls = [];
        string thinking = "";
        foreach (ContentPart part in message.Parts)
        {
            switch (part)
            {
                case ToolCallPart call:
                    calls.Add(call);
                    _content.LoseRest(part);
                    break;
                case ReasoningPart reasoning:
                    thinking += reasoning.Text;
                    LoseSeal(reasoning);
                    break;
                case ToolResultPart:
                    break;
                default:
                    _content.Take(part);
                    break;
            }
        }

        json.WriteStartObject();
        json.WriteString("role"u8, message.Role switch
        {
            Role.System or Role.Developer => "system"u8,
            Role.Assistant => "assistant"u8,
            _ => "user"u8,
        });
        _content.Write(json);
        if (thinking.Length > 0)
        {
            json.WriteString("thinking"u8, thinking);
        }

        WriteCalls(calls);
        json.WriteEndObject();
        _results.Expect(calls);
    }

    private void WriteCalls(List<ToolCallPart> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (ToolCallPart call in calls)
        {
            json.WriteStartObject();
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, names.Fit(call.Name));
            json.WriteRaw("arguments"u8, ToolArguments.AsObject(call.Arguments));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void LoseSeal(ReasoningPart reasoning)
    {
        const string Reason = "it means nothing to another vendor";
        _content.LoseRest(reasoning);
        if (reasoning.Redacted is not null)
        {
            losses.Add(reasoning.Place, Reason);
        }
        else if (reasoning.Signature is not null)
        {
            losses.Add(reasoning.SignaturePlace, Reason);
        }
    }
}
