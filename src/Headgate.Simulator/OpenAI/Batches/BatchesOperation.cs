using System.Text;
using System.Text.Json;
using Headgate.Simulator.Serving;
using Headgate.Simulator.Stored;

namespace Headgate.Simulator.OpenAI.Batches;

/// <summary>
/// Batches: https://platform.openai.com/docs/api-reference/batch (read 2026-11-22). One is being validated when it is made, and done when it
/// is next looked at.
/// </summary>
internal sealed class BatchesOperation : PlainOperation
{
    private static readonly HashSet<string> Endpoints =
        ["/v1/responses", "/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/moderations"];

    public override Task ServeAsync(PlainCall call)
    {
        if (call.Id.Length == 0)
            return call.Method == "POST" ? CreateAsync(call) : ListAsync(call);
        if (!call.Shelf.Batches.TryGetValue(call.Id, out var batch))
            return call.NotFoundAsync("Batch");
        batch = call.Method == "POST" ? batch with { IsCancelled = true } : Finished(call, batch);
        call.Shelf.Batches[call.Id] = batch;
        return call.AnswerAsync(json => Write(json, batch));
    }

    private static Task CreateAsync(PlainCall call)
    {
        if (call.Json is not { } body)
            return call.Reply.RefuseAsync(new VendorError(400, "The body is no JSON object."));
        if (Flaw(body, call.Shelf) is { } flaw)
            return call.Reply.RefuseAsync(flaw);
        var batch = new StoredBatch(
            call.Draws.Id("batch_"), body.Text("input_file_id")!, body.Text("endpoint")!, call.Options.TimeProvider.GetUtcNow());
        call.Shelf.Batches[batch.Id] = batch;
        return call.AnswerAsync(json => Write(json, batch));
    }

    private static VendorError? Flaw(JsonElement body, Shelf shelf)
    {
        if (body.Text("input_file_id") is not { } input)
            return VendorError.Missing("input_file_id");
        if (!shelf.Files.TryGetValue(input, out var file))
            return new VendorError(404, $"No such File object: {input}") { Param = "input_file_id" };
        return file.Purpose != "batch" ? VendorError.Invalid("input_file_id", "the file's purpose is not 'batch'.")
            : body.Text("endpoint") is not { } endpoint ? VendorError.Missing("endpoint")
            : !Endpoints.Contains(endpoint) ? VendorError.Invalid("endpoint", "is not served in batches.")
            : body.Text("completion_window") != "24h" ? VendorError.Invalid("completion_window", "must be '24h'.")
            : null;
    }

    private static StoredBatch Finished(PlainCall call, StoredBatch batch)
    {
        if (batch.OutputFile is not null || batch.IsCancelled)
            return batch;
        var requests = Encoding.UTF8.GetString(call.Shelf.Files[batch.InputFile].Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lines = requests.Select((_, i) => $$$"""{"id":"batch_req_{{{i}}}","response":{"status_code":200,"body":{}},"error":null}""");
        var output = new StoredFile(
            call.Draws.Id("file-"), "output.jsonl", "batch_output", Encoding.UTF8.GetBytes(string.Join('\n', lines)), call.Options.TimeProvider.GetUtcNow());
        call.Shelf.Files[output.Id] = output;
        return batch with { OutputFile = output.Id };
    }

    private static Task ListAsync(PlainCall call) => call.AnswerAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var batch in call.Shelf.Batches.Values.OrderByDescending(batch => batch.Created))
            Write(json, batch);
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, StoredBatch batch)
    {
        json.WriteStartObject();
        json.WriteString("id", batch.Id);
        json.WriteString("object", "batch");
        json.WriteString("endpoint", batch.Endpoint);
        json.WriteString("input_file_id", batch.InputFile);
        json.WriteString("completion_window", "24h");
        json.WriteString("status", batch.IsCancelled ? "cancelling" : batch.OutputFile is null ? "validating" : "completed");
        json.WriteString("output_file_id", batch.OutputFile);
        json.WriteNull("error_file_id");
        json.WriteNumber("created_at", batch.Created.ToUnixTimeSeconds());
        json.WriteEndObject();
    }
}
