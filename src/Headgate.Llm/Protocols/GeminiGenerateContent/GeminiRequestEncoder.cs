using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes a request: what stays the same from turn to turn first, the conversation last. Model and streaming are in the path.
/// https://ai.google.dev/api/generate-content, by the types of @google/genai 3.1.0, read 2026-11-22.
/// </summary>
internal static class GeminiRequestEncoder
{
    // https://ai.google.dev/gemini-api/docs/function-calling, read 2026-11-22: no longer than 64, and a letter first.
    private const int LongestToolName = 64;

    /// <inheritdoc cref="IEgressCodec.EncodeRequest"/>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        GeminiTraits traits = GeminiModels.Find(target.Model);
        ToolNames names = new(LongestToolName) { BeginWithLetter = true };
        GeminiSieve sieve = new(request.Protocol == WireProtocol.GeminiGenerateContent, losses);
        Conversation conversation = new TurnMerger(sieve, losses) { TakesPrefill = true }.Merge(request.Messages);
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        WriteInstructions(json, conversation);
        new GeminiToolWriter(json, names, losses).Write(request);
        new GeminiConfigWriter(json, request, traits, losses).Write();
        WriteServiceTier(json, request, losses);
        NameLosses(request, losses);
        GeminiProtocol.Extras.Write(json, request.Extras, default, losses);
        WriteContents(json, conversation, new GeminiPartWriter(json, names, traits));
        json.WriteEndObject();
        return new SentRequest { ClientToolNames = names.ClientNames };
    }

    private static void WriteInstructions(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.System.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("systemInstruction"u8);
        json.WriteStartArray("parts"u8);
        foreach (TextPart instruction in conversation.System.Cast<TextPart>())
        {
            json.WriteStartObject();
            json.WriteString("text"u8, instruction.Text);
            GeminiProtocol.Extras.Write(json, instruction.Extras, instruction.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteContents(Utf8JsonWriter json, Conversation conversation, GeminiPartWriter parts)
    {
        json.WriteStartArray("contents"u8);
        foreach (Message turn in conversation.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, turn.Role == Role.Assistant ? "model"u8 : "user"u8);
            json.WriteStartArray("parts"u8);
            parts.Write(turn.Parts);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteServiceTier(Utf8JsonWriter json, ChatRequest request, LossList losses)
    {
        if (request.ServiceTier is not { } tier)
        {
            return;
        }

        string? name = tier.Value switch
        {
            "default" or "standard" or "standard_only" => "standard",
            "flex" or "priority" => tier.Value,
            _ => null,
        };
        if (name is null)
        {
            losses.Add(tier.Path, "Gemini has no such class of service");
        }
        else
        {
            json.WriteString("serviceTier"u8, name);
        }
    }

    private static void NameLosses(ChatRequest request, LossList losses)
    {
        if (request.EndUser is { } user)
        {
            losses.Add(user.Path, "Gemini is not told who uses the application");
        }

        if (request.ParallelToolCalls is { Value: false } parallel)
        {
            losses.Add(parallel.Path, "Gemini calls as many tools as it likes");
        }
    }
}
