using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes a whole answer: https://ai.google.dev/api/generate-content#generatecontentresponse, by the types of @google/genai 3.1.0, read 2026-11-22.
/// </summary>
/// <param name="json">Where it is written.</param>
/// <param name="losses">Where it is named what Gemini cannot say.</param>
internal sealed class GeminiResponseEncoder(Utf8JsonWriter json, LossList losses)
{
    /// <summary>Writes an answer to a request.</summary>
    public static void Encode(ChatResponse response, ChatRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        new GeminiResponseEncoder(json, losses).Write(response, request);
    }

    private void Write(ChatResponse response, ChatRequest request)
    {
        json.WriteStartObject();
        json.WriteStartArray("candidates"u8);
        foreach (ChatChoice choice in response.Choices)
        {
            WriteCandidate(choice);
        }

        json.WriteEndArray();
        GeminiUsageWriter.Write(json, response.Usage, response.Extras);
        GeminiUsageWriter.NameLosses(response.Usage, losses);
        new GeminiAnswerHead(response.Id, response.Model ?? request.Model, IsDated(response) ? null : response.Created).Write(json);
        if (response.ServiceTier is not (null or "default" or "standard"))
        {
            losses.Add(response.ServiceTierPath, "Gemini does not say the class of service in an answer");
        }

        GeminiProtocol.Extras.Write(json, response.Extras, default, losses);
        json.WriteEndObject();
    }

    private static bool IsDated(ChatResponse response) =>
        response.Extras.Any(extra => extra is { Protocol: WireProtocol.GeminiGenerateContent, Name: "createTime" });

    private void WriteCandidate(ChatChoice choice)
    {
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        new GeminiPartWriter(json, names: null, new GeminiTraits()).Write(Sift(choice.Parts));
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        GeminiProtocol.Extras.Write(json, choice.Extras, choice.Place with { Shape = "$.candidates[{0}].content" });
        json.WriteEndObject();
        if (!choice.Extras.Any(extra => extra is { Protocol: WireProtocol.GeminiGenerateContent, Name: "finishReason" }))
        {
            json.WriteString("finishReason"u8, GeminiFinish.Word(choice.Finish, isRefusal: choice.Parts.Any(part => part is RefusalPart)));
        }

        json.WriteNumber("index"u8, choice.Index);
        if (choice.Finish == FinishReason.Pause)
        {
            losses.Add("$.stop_reason", GeminiFinish.PauseIsLost);
        }

        if (choice.StopSequence is not null)
        {
            losses.Add(choice.Place.Member("stop_sequence"), "Gemini does not say which stop sequence was met");
        }

        GeminiProtocol.Extras.Write(json, choice.Extras, choice.Place, losses);
        json.WriteEndObject();
    }

    private ImmutableArray<ContentPart> Sift(ImmutableArray<ContentPart> parts)
    {
        ImmutableArray<ContentPart>.Builder kept = ImmutableArray.CreateBuilder<ContentPart>(parts.Length);
        foreach (ContentPart part in parts)
        {
            GeminiProtocol.Extras.NameForeign(part.Extras, losses);
            if (part is NativePart { Protocol: not WireProtocol.GeminiGenerateContent })
            {
                losses.Add(part.Place, "Gemini's answers have no such part");
            }
            else if (part is not (TextPart { Text: "", Extras: [] } or RefusalPart { Text: "" }))
            {
                kept.Add(part);
            }
        }

        return kept.DrainToImmutable();
    }
}
