using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>Stored responses: https://platform.openai.com/docs/api-reference/responses/get (read 2026-11-22).</summary>
internal sealed class StoredResponsesOperation : PlainOperation
{
    public override Task ServeAsync(PlainCall call)
    {
        if (!call.Shelf.Responses.TryGetValue(call.Id, out var stored))
            return call.NotFoundAsync("Response");
        if (call.Context.Request.Path.Value!.EndsWith("/input_items", StringComparison.Ordinal))
        {
            return call.AnswerAsync(json =>
            {
                json.WriteStartObject();
                json.WriteString("object", "list");
                json.WriteStartArray("data");
                json.WriteEndArray();
                json.WriteBoolean("has_more", false);
                json.WriteEndObject();
            });
        }

        return call.Method == "DELETE" ? DeleteAsync(call) : call.AnswerAsync(json => json.WriteRawValue(stored));
    }

    private static Task DeleteAsync(PlainCall call)
    {
        call.Shelf.Responses.TryRemove(call.Id, out _);
        return call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("object", "response");
            json.WriteBoolean("deleted", true);
            json.WriteEndObject();
        });
    }
}
