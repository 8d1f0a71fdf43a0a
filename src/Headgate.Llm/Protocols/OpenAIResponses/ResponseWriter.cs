using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes the response object for a client, whole or as it stands: with every member of
/// https://platform.openai.com/docs/api-reference/responses/object (by the types of SDK 7.57, 2026-11-13), of which most repeat the request.
/// </summary>
internal sealed class ResponseWriter(ChatRequest request, Utf8JsonWriter json, LossList losses)
{
    // What cannot be repeated was named when the request was sent.
    private readonly LossList _named = new();

    /// <summary>Writes the object.</summary>
    /// <param name="head">What is said of the answer from its beginning.</param>
    /// <param name="items">What it says.</param>
    /// <param name="end">How it ended; null while it goes on.</param>
    public void Write(ResponseHead head, IReadOnlyList<OutputItem> items, ResponseEnd? end)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, head.Created);
        json.WriteString("status"u8, end?.Status ?? "in_progress");
        json.WriteBoolean("background"u8, false);
        json.WriteNull("error"u8);
        WriteIncomplete(end);
        json.WriteString("model"u8, head.Model ?? request.Model);
        json.WriteStartArray("output"u8);
        foreach (OutputItem item in end is null ? [] : items)
        {
            item.Write(json, isWhole: true);
        }

        json.WriteEndArray();
        WriteRequest();
        json.WriteString("service_tier"u8, head.Tier ?? "default");
        json.WritePropertyName("usage"u8);
        WriteUsage(end);
        if (end is not null)
        {
            WriteEnd(end);
        }

        json.WriteEndObject();
    }

    private void WriteIncomplete(ResponseEnd? end)
    {
        if (end?.IncompleteReason is not { } reason)
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }

        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    }

    private void WriteUsage(ResponseEnd? end)
    {
        if (end is null)
        {
            json.WriteNullValue();
        }
        else
        {
            ResponsesUsageWriter.Write(end.Usage, end.Extras, json, losses);
        }
    }

    // The stop sequence is a member of the gateway's own: this protocol knows none.
    private void WriteEnd(ResponseEnd end)
    {
        if (end.StopSequence is { } sequence)
        {
            json.WriteString("stop_sequence"u8, sequence);
        }

        ResponsesProtocol.Extras.Write(json, end.Extras, default);
    }

    private void WriteRequest()
    {
        WriteInstructions();
        WriteNumber("max_output_tokens"u8, request.MaxOutputTokens?.Value);
        WriteExtra("max_tool_calls", "null"u8);
        WriteExtra("metadata", "{}"u8);
        json.WriteBoolean("parallel_tool_calls"u8, request.ParallelToolCalls?.Value ?? true);
        json.WriteNull("previous_response_id"u8);
        WriteExtra("prompt_cache_key", "null"u8);
        WriteReasoning();
        json.WriteString("safety_identifier"u8, request.EndUser?.Value);
        json.WriteBoolean("store"u8, false);
        json.WriteNumber("temperature"u8, request.Temperature?.Value ?? 1);
        json.WriteStartObject("text"u8);
        json.WritePropertyName("format"u8);
        ResponsesTextWriter.WriteFormat(request.Format ?? new OutputFormat(OutputKind.Text, ""), json, foreign: null);
        ResponsesProtocol.Extras.Write(json, request.Extras, ResponsesPaths.Text);
        json.WriteEndObject();
        ResponsesToolWriter tools = new(json, _named, isOwn: true);
        json.WritePropertyName("tool_choice"u8);
        tools.WriteChoice(request.ToolChoice ?? new ToolChoice(ToolChoiceMode.Auto, "$.tool_choice"), request.Tools);
        json.WritePropertyName("tools"u8);
        tools.WriteAll(request.Tools);
        json.WriteNumber("top_logprobs"u8, request.TopLogProbabilities?.Value ?? 0);
        json.WriteNumber("top_p"u8, request.TopP?.Value ?? 1);
        json.WriteString("truncation"u8, "disabled"u8);
    }

    private void WriteInstructions()
    {
        json.WriteString("instructions"u8, request.Messages is [{ Place: var place, Parts: [TextPart text] }, ..]
            && place == ResponsesPaths.Instructions
                ? text.Text
                : null);
    }

    private void WriteReasoning()
    {
        json.WriteStartObject("reasoning"u8);
        json.WriteString("effort"u8, request.Reasoning?.Effort?.Value);
        json.WriteString("summary"u8, request.Reasoning?.Display is null ? null : "auto");
        json.WriteEndObject();
    }

    private void WriteNumber(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteExtra(string name, ReadOnlySpan<byte> otherwise)
    {
        json.WritePropertyName(name);
        foreach (Extra extra in request.Extras)
        {
            if (extra.Protocol == WireProtocol.OpenAIResponses && extra.Name == name && extra.Parent == default)
            {
                json.WriteRaw(extra.Json);
                return;
            }
        }

        json.WriteRawValue(otherwise, skipInputValidation: true);
    }
}
