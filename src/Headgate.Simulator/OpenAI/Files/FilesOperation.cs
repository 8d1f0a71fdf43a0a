using System.Text.Json;
using Headgate.Simulator.Serving;
using Headgate.Simulator.Stored;

namespace Headgate.Simulator.OpenAI.Files;

/// <summary>Files: https://platform.openai.com/docs/api-reference/files (read 2026-11-22).</summary>
internal sealed class FilesOperation : PlainOperation
{
    public static IReadOnlySet<string> Purposes { get; } =
        new HashSet<string> { "assistants", "batch", "fine-tune", "vision", "user_data", "evals" };

    public override Task ServeAsync(PlainCall call)
    {
        if (call.Id.Length == 0)
            return call.Method == "POST" ? CreateAsync(call) : ListAsync(call);
        if (!call.Shelf.Files.TryGetValue(call.Id, out var file))
            return call.NotFoundAsync("File");
        if (call.Method == "DELETE")
            return DeleteAsync(call);
        return call.Context.Request.Path.Value!.EndsWith("/content", StringComparison.Ordinal)
            ? call.SendAsync("application/octet-stream", file.Bytes)
            : call.AnswerAsync(json => Write(json, file));
    }

    private static async Task CreateAsync(PlainCall call)
    {
        var (form, error) = await FormBody.ReadAsync(call);
        error ??= form!.Fields.GetValueOrDefault("purpose") is not { } purpose ? VendorError.Missing("purpose")
            : !Purposes.Contains(purpose) ? VendorError.Invalid("purpose", "is not one of the purposes.")
            : form.Files is not [("file", { Length: > 0 }, { Length: > 0 })] ? VendorError.Missing("file")
            : form.Fields.Keys.FirstOrDefault(name => name != "purpose" && !name.StartsWith("expires_after", StringComparison.Ordinal)) is { } unknown
                ? VendorError.Invalid(unknown, "is not known.")
            : null;
        if (error is not null)
        {
            await call.Reply.RefuseAsync(error);
            return;
        }

        var (_, name, bytes) = form!.Files[0];
        var file = new StoredFile(call.Draws.Id("file-"), name, form.Fields["purpose"], bytes, call.Options.TimeProvider.GetUtcNow());
        call.Shelf.Files[file.Id] = file;
        await call.AnswerAsync(json => Write(json, file));
    }

    private static Task ListAsync(PlainCall call) => call.AnswerAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var file in call.Shelf.Files.Values.OrderByDescending(file => file.Created))
            Write(json, file);
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteEndObject();
    });

    private static Task DeleteAsync(PlainCall call)
    {
        call.Shelf.Files.TryRemove(call.Id, out _);
        return call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("object", "file");
            json.WriteBoolean("deleted", true);
            json.WriteEndObject();
        });
    }

    /// <summary>A file as it is described.</summary>
    public static void Write(Utf8JsonWriter json, StoredFile file)
    {
        json.WriteStartObject();
        json.WriteString("id", file.Id);
        json.WriteString("object", "file");
        json.WriteNumber("bytes", file.Bytes.Length);
        json.WriteNumber("created_at", file.Created.ToUnixTimeSeconds());
        json.WriteString("filename", file.Name);
        json.WriteString("purpose", file.Purpose);
        json.WriteString("status", "processed");
        json.WriteEndObject();
    }
}
