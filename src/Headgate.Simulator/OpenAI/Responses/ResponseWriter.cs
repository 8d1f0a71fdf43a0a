using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>Writes the members of a response object in each of its states; most parameters are echoed as they came.</summary>
internal sealed class ResponseWriter(Turn turn)
{
    private static readonly (string Name, string WhenMissing)[] Echoed =
    [
        ("background", "false"), ("instructions", "null"), ("max_output_tokens", "null"), ("max_tool_calls", "null"), ("metadata", "{}"),
        ("parallel_tool_calls", "true"), ("previous_response_id", "null"), ("prompt_cache_key", "null"),
        ("reasoning", """{"effort":null,"summary":null}"""), ("safety_identifier", "null"), ("service_tier", "\"default\""),
        ("store", "true"), ("temperature", "1.0"), ("text", """{"format":{"type":"text"},"verbosity":"medium"}"""),
        ("tool_choice", "\"auto\""), ("tools", "[]"), ("top_logprobs", "0"), ("top_p", "1.0"), ("truncation", "\"disabled\""),
        ("user", "null"),
    ];

    private bool IsCutShort => turn.Answer.Stop == StopReason.TokenLimit;

    /// <summary>The response at its end: completed, or incomplete when the token limit cut it short.</summary>
    public void WriteFinished(Utf8JsonWriter json, List<OutputItem> items)
    {
        WriteHead(json, IsCutShort ? "incomplete" : "completed", error: null);
        var writer = new OutputItemWriter(turn);
        json.WriteStartArray("output");
        foreach (var item in items)
            writer.Write(json, item, isDone: true);
        json.WriteEndArray();
        WriteUsage(json, turn.Usage);
    }

    /// <summary>The response before its end, or without one: no output, no usage.</summary>
    public void WriteUnfinished(Utf8JsonWriter json, string status, VendorError? error = null)
    {
        WriteHead(json, status, error);
        json.WriteStartArray("output");
        json.WriteEndArray();
        json.WriteNull("usage");
    }

    private void WriteHead(Utf8JsonWriter json, string status, VendorError? error)
    {
        json.WriteString("id", "resp_" + turn.AnswerId);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", turn.Created.ToUnixTimeSeconds());
        if (status == "completed")
            json.WriteNumber("completed_at", turn.Created.ToUnixTimeSeconds());
        json.WriteString("status", status);
        json.WriteString("model", turn.Model);
        WriteError(json, error);
        WriteIncompleteDetails(json, status);
        foreach (var (name, whenMissing) in Echoed)
        {
            json.WritePropertyName(name);
            if (turn.Request.Member(name) is { } sent)
                sent.WriteTo(json);
            else
                json.WriteRawValue(whenMissing, skipInputValidation: true);
        }
    }

    private static void WriteError(Utf8JsonWriter json, VendorError? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static void WriteIncompleteDetails(Utf8JsonWriter json, string status)
    {
        if (status != "incomplete")
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", "max_output_tokens");
        json.WriteEndObject();
    }

    /// <summary>The tokens of the whole, as responses and compactions have them.</summary>
    public static void WriteUsage(Utf8JsonWriter json, Usage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.WholeInput);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.CacheRead);
        json.WriteNumber("cache_write_tokens", usage.CacheWrite);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", usage.WholeInput + usage.Output);
        json.WriteEndObject();
    }
}
