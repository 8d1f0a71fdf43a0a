using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// The event <c>response.failed</c> of an answer that broke off, with every member that the object must have
/// (https://platform.openai.com/docs/api-reference/responses-streaming/response/failed, by the types of SDK 7.57, 2026-11-13). What was said before
/// is in the events before it, and is not repeated.
/// </summary>
internal static class FailedResponse
{
    /// <summary>Writes the event.</summary>
    public static void Write(OpenAIError error, StreamReading? seen, IBufferWriter<byte> output)
    {
        output.Write("event: response.failed\ndata: "u8);
        using (Utf8JsonWriter json = JsonOutput.Open(output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "response.failed"u8);
            json.WriteNumber("sequence_number"u8, seen?.NextSequenceNumber ?? 0);
            json.WriteStartObject("response"u8);
            WriteResponse(error, seen, json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private static void WriteResponse(OpenAIError error, StreamReading? seen, Utf8JsonWriter json)
    {
        json.WriteString("id"u8, AnswerId.Of(AnswerId.Response, seen?.ResponseId));
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, 0); // said at the beginning, and not known here
        json.WriteString("status"u8, "failed"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
        json.WriteNull("incomplete_details"u8);
        json.WriteNull("instructions"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteEndObject();
        json.WriteString("model"u8, ""u8);
        json.WriteStartArray("output"u8);
        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls"u8, true);
        json.WriteNull("temperature"u8);
        json.WriteString("tool_choice"u8, "auto"u8);
        json.WriteStartArray("tools"u8);
        json.WriteEndArray();
        json.WriteNull("top_p"u8);
        json.WriteNull("usage"u8);
    }
}
