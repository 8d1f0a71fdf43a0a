using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes a whole answer for a client, with every member that OpenAI's schema requires, and two that vendors have added and clients know:
/// <c>reasoning_content</c> and <c>stop_reason</c>, the stop sequence met.
/// https://platform.openai.com/docs/api-reference/chat/object, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal sealed class ChatResponseEncoder(ChatResponse response, ChatRequest request, Utf8JsonWriter json, LossList losses)
{
    private readonly bool _speaksOfFunctions = ChatPaths.SpeaksOfFunctions(request);

    /// <inheritdoc cref="IIngressCodec.EncodeResponse"/>
    public static void Encode(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        new ChatResponseEncoder(response, request, json, losses).Write();
    }

    private void Write()
    {
        json.WriteStartObject();
        json.WriteString("id"u8, ChatAnswers.IdOf(response.Id, response.Protocol));
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, response.Created?.ToUnixTimeSeconds() ?? 0);
        json.WriteString("model"u8, response.Model ?? request.Model);
        json.WriteStartArray("choices"u8);
        foreach (ChatChoice choice in response.Choices)
        {
            Write(choice);
        }

        json.WriteEndArray();
        ChatUsageEncoder.Write(response.Usage, response.Extras, json, losses);
        if (ChatAnswers.TierOf(response.ServiceTier, losses) is { } tier)
        {
            json.WriteString("service_tier"u8, tier);
        }

        ChatProtocol.Extras.Write(json, response.Extras, default, losses);
        json.WriteEndObject();
    }

    private void Write(ChatChoice choice)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice.Index);
        new ChatAnswerEncoder(json, losses, response.Protocol, _speaksOfFunctions).Write(choice);
        bool hasLogProbabilities = false;
        foreach (Extra extra in choice.Extras)
        {
            hasLogProbabilities |= extra.Name == "logprobs" && extra.Protocol == WireProtocol.OpenAIChat;
            if (extra.Name == ChatFinish.Member)
            {
                losses.Add(extra.Place, ChatFinish.WordIsUnknown);
            }
        }

        if (!hasLogProbabilities)
        {
            json.WriteNull("logprobs"u8);
        }

        json.WriteString(ChatFinish.Member, ChatFinish.WordOf(choice.Finish, _speaksOfFunctions));
        if (choice.Finish == FinishReason.Pause)
        {
            losses.Add("$.stop_reason", ChatFinish.PauseIsLost);
        }

        if (choice.StopSequence is { } sequence)
        {
            json.WriteString("stop_reason"u8, sequence);
        }

        ChatProtocol.Extras.Write(json, choice.Extras.RemoveAll(extra => extra.Name == ChatFinish.Member), choice.Place, losses);
        json.WriteEndObject();
    }
}
