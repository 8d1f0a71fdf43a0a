using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes what is said. Gemini signs its parts, hardly the thoughts it tells, and wants each signature back on the part it came on:
/// https://ai.google.dev/gemini-api/docs/thought-signatures, read 2026-11-22.
/// </summary>
/// <param name="json">Where it is written.</param>
/// <param name="names">The names of tools as Gemini takes them; null = as they are.</param>
/// <param name="traits">What the model takes.</param>
internal sealed class GeminiPartWriter(Utf8JsonWriter json, ToolNames? names, GeminiTraits traits)
{
    // The same page: what Google takes for a call that it has not signed itself.
    private const string Unsigned = "skip_thought_signature_validator";

    // Results name their tool; the calls before them, or in the same turn, say which it was.
    private readonly Dictionary<string, string> _called = new(StringComparer.Ordinal);

    private string? _signature;
    private bool _hasCalls;

    /// <summary>Writes the parts of a turn into the open array.</summary>
    public void Write(ImmutableArray<ContentPart> parts)
    {
        ToolResultPart[] results = [.. parts.OfType<ToolResultPart>()];
        _hasCalls = false;
        foreach (ToolCallPart call in parts.OfType<ToolCallPart>())
        {
            _called[call.Id] = NameOf(call); // a client may have put a result beside its call
        }

        foreach (ToolResultPart result in results)
        {
            WriteResult(result);
        }

        foreach (ContentPart part in traits.TakesMediaInResults ? [] : results.SelectMany(GeminiResult.MediaOf))
        {
            GeminiMedia.Write(json, part);
        }

        ContentPart[] said = [.. parts.Where(part => part is not ToolResultPart)];
        for (int i = 0; i < said.Length; i++)
        {
            Write(said[i], said.ElementAtOrDefault(i + 1));
        }

        WriteWaitingSignature();
    }

    private void Write(ContentPart part, ContentPart? next)
    {
        switch (part)
        {
            case ReasoningPart { Text: "", SignedBy: not null } signed:
                WriteWaitingSignature();
                _signature = GeminiSignature.Write(signed);
                break;
            case ReasoningPart thought:
                WriteThought(thought, isNextSigned: next is ReasoningPart { Text: "", SignedBy: not null });
                break;
            case TextPart text:
                WriteText(text.Text, part);
                break;
            case RefusalPart refusal:
                WriteText(refusal.Text, part);
                break;
            case ToolCallPart call:
                WriteCall(call);
                break;
            case NativePart native:
                WriteWaitingSignature();
                json.WriteRaw(native.Json);
                break;
            default:
                WriteWaitingSignature();
                GeminiMedia.WriteNamed(json, part);
                break;
        }
    }

    private void WriteThought(ReasoningPart thought, bool isNextSigned)
    {
        WriteWaitingSignature();
        bool isOfNext = thought.SignedBy == WireProtocol.GeminiGenerateContent && !isNextSigned;
        string? signature = GeminiSignature.Write(thought);
        json.WriteStartObject();
        json.WriteString("text"u8, thought.Text ?? "");
        json.WriteBoolean("thought"u8, true);
        _signature = isOfNext ? null : signature;
        End(thought);
        _signature = isOfNext ? signature : null;
    }

    private void WriteText(string text, ContentPart part)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        End(part);
    }

    private void WriteCall(ToolCallPart call)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionCall"u8);
        json.WriteString("id"u8, call.Id);
        json.WriteString("name"u8, NameOf(call));
        json.WriteRaw("args"u8, ToolArguments.AsObject(call.Arguments));
        GeminiProtocol.Extras.Write(json, call.Extras, call.Place.Member("functionCall"));
        json.WriteEndObject();

        // Of calls made at once only the first is signed.
        _signature ??= traits.WantsSignatures && !_hasCalls ? Unsigned : null;
        _hasCalls = true;
        End(call);
    }

    private string NameOf(ToolCallPart call) => names?.Fit(call.Name) ?? call.Name;

    private void WriteResult(ToolResultPart result)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);
        json.WriteString("id"u8, result.CallId);
        json.WriteString("name"u8, _called[result.CallId]);
        GeminiResult.Write(json, result);
        ContentPart[] media = traits.TakesMediaInResults ? [.. GeminiResult.MediaOf(result)] : [];
        if (media.Length > 0)
        {
            json.WriteStartArray("parts"u8);
            foreach (ContentPart part in media)
            {
                GeminiMedia.Write(json, part);
            }

            json.WriteEndArray();
        }

        GeminiProtocol.Extras.Write(json, result.Extras, result.Place.Member("functionResponse"));
        json.WriteEndObject();
        End(result);
    }

    // Ends the part that is open, with its signature if it has one.
    private void End(ContentPart part)
    {
        WriteSignature();
        GeminiProtocol.Extras.Write(json, part.Extras, part.Place);
        json.WriteEndObject();
    }

    // A stream may end in a signature on no text; it goes back as it came.
    private void WriteWaitingSignature()
    {
        if (_signature is not null)
        {
            json.WriteStartObject();
            json.WriteString("text"u8, ""u8);
            WriteSignature();
            json.WriteEndObject();
        }
    }

    private void WriteSignature()
    {
        if (_signature is { } signature)
        {
            json.WriteString("thoughtSignature"u8, signature);
            _signature = null;
        }
    }
}
