using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes a whole answer: https://platform.claude.com/docs/en/api/messages, read 2026-11-22.</summary>
/// <param name="writer">Where it is written.</param>
/// <param name="losses">Where it is named what Anthropic cannot say.</param>
internal sealed class MessagesResponseEncoder(Utf8JsonWriter writer, LossList losses)
{
    /// <summary>Writes an answer to a request.</summary>
    public static void Encode(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        new MessagesResponseEncoder(writer, losses).Write(response, request);
    }

    private void Write(ChatResponse response, ChatRequest request)
    {
        ChatChoice choice = response.Choices is [{ } first, ..] ? first : new ChatChoice(0, [], FinishReason.Stop);
        foreach (ChatChoice other in response.Choices.Skip(1))
        {
            losses.Add(other.Place, "Anthropic gives one answer");
        }

        writer.WriteStartObject();
        writer.WriteString("id"u8, AnswerId.Of(AnswerId.Message, response.Id));
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteString("model"u8, response.Model ?? request.Model);
        WriteContent(choice.Parts, MessagesCarrier.IsWanted(request));
        WriteStop(choice);
        MessagesUsageWriter.Write(writer, response.Usage, MessagesTier.Word(response.ServiceTier, losses), response.Extras);
        MessagesProtocol.Extras.Write(writer, response.Extras, default);
        MessagesProtocol.Extras.NameForeign(response.Extras, losses);
        writer.WriteEndObject();
    }

    private void WriteContent(ImmutableArray<ContentPart> parts, bool wantsCarriers)
    {
        writer.WriteStartArray("content"u8);
        foreach (ContentPart part in parts)
        {
            if (!wantsCarriers && MessagesCarrier.IsOne(part, out JsonPlace signature))
            {
                losses.Add(signature, MessagesCarrier.Unwanted);
            }
            else
            {
                WritePart(part);
            }
        }

        writer.WriteEndArray();
    }

    private void WritePart(ContentPart part)
    {
        MessagesProtocol.Extras.NameForeign(part.Extras, losses);
        switch (part)
        {
            case NativePart { Protocol: WireProtocol.AnthropicMessages } native:
                writer.WriteRaw(native.Json);
                break;
            case TextPart { Text: "" } or RefusalPart { Text: "" }:
                break;
            case TextPart or RefusalPart or ToolCallPart or ReasoningPart:
                WriteBlock(part);
                break;
            default:
                losses.Add(part.Place, "Anthropic's answers have no such part");
                break;
        }
    }

    private void WriteBlock(ContentPart part)
    {
        writer.WriteStartObject();
        switch (part)
        {
            case TextPart text:
                MessagesBlockMembers.WriteText(writer, text.Text);
                break;
            case RefusalPart refusal:
                MessagesBlockMembers.WriteText(writer, refusal.Text);
                break;
            case ToolCallPart call:
                MessagesBlockMembers.WriteCall(writer, call, call.Name);
                break;
            case ReasoningPart reasoning:
                MessagesBlockMembers.WriteThinking(writer, reasoning);
                break;
        }

        MessagesProtocol.Extras.Write(writer, part.Extras, part.Place);
        writer.WriteEndObject();
    }

    private void WriteStop(ChatChoice choice)
    {
        if (!MessagesProtocol.Extras.Has(choice.Extras, default))
        {
            bool hasCalls = choice.Parts.Any(part => part is ToolCallPart);
            bool isRefusal = choice.Parts.Any(part => part is RefusalPart);
            writer.WriteString("stop_reason"u8, MessagesStop.Word(choice.Finish, choice.StopSequence is not null, hasCalls, isRefusal));
        }

        MessagesProtocol.Extras.Write(writer, choice.Extras, default);
        MessagesProtocol.Extras.NameForeign(choice.Extras, losses);
        writer.WriteString("stop_sequence"u8, choice.StopSequence);
    }
}
