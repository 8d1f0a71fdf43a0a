using System.Text.Json;
using Headgate.Simulator.Serving;
using Headgate.Simulator.Stored;

namespace Headgate.Simulator.OpenAI.Files;

/// <summary>Uploads in parts: https://platform.openai.com/docs/api-reference/uploads (read 2026-11-23).</summary>
internal sealed class UploadsOperation : PlainOperation
{
    private const long MostBytes = 8L << 30;
    private const int MostPartBytes = 64 << 20;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public override Task ServeAsync(PlainCall call)
    {
        if (call.Id.Length == 0)
            return CreateAsync(call);
        if (!call.Shelf.Uploads.TryGetValue(call.Id, out var upload))
            return call.NotFoundAsync("Upload");
        if (upload.Status != StoredUpload.Pending)
            return call.Reply.RefuseAsync(new VendorError(400, $"The upload is {upload.Status}."));
        return call.Context.Request.Path.Value!.Split('/')[^1] switch
        {
            "parts" => AddAsync(call, upload),
            "complete" => CompleteAsync(call, upload),
            _ => AnswerAsync(call, upload with { Status = "cancelled" }),
        };
    }

    private static Task CreateAsync(PlainCall call)
    {
        if (call.Json is not { } body)
            return call.Reply.RefuseAsync(new VendorError(400, "The body is no JSON object."));
        var error = Unknown(body, "bytes", "filename", "mime_type", "purpose", "expires_after")
            ?? (body.Integer("bytes") is not { } bytes ? VendorError.Missing("bytes")
                : bytes is < 1 or > MostBytes ? VendorError.Invalid("bytes", "must be from 1 to 8 GB.")
                : string.IsNullOrEmpty(body.Text("filename")) ? VendorError.Missing("filename")
                : string.IsNullOrEmpty(body.Text("mime_type")) ? VendorError.Missing("mime_type")
                : body.Text("purpose") is not { } purpose ? VendorError.Missing("purpose")
                : !FilesOperation.Purposes.Contains(purpose) ? VendorError.Invalid("purpose", "is not one of the purposes.")
                : null);
        return error is not null
            ? call.Reply.RefuseAsync(error)
            : AnswerAsync(call, new StoredUpload(
                call.Draws.Id("upload_"), body.Text("filename")!, body.Text("purpose")!, body.Integer("bytes")!.Value, call.Options.TimeProvider.GetUtcNow()));
    }

    private static async Task AddAsync(PlainCall call, StoredUpload upload)
    {
        var (form, error) = await FormBody.ReadAsync(call);
        error ??= form!.Files is not [("data", _, { Length: > 0 })] ? VendorError.Missing("data")
            : form.Fields.Count > 0 ? VendorError.Invalid(form.Fields.Keys.First(), "is not known.")
            : form.Files[0].Bytes.Length > MostPartBytes ? VendorError.Invalid("data", "a part has at most 64 MB.")
            : null;
        if (error is not null)
        {
            await call.Reply.RefuseAsync(error);
            return;
        }

        var id = call.Draws.Id("part_");
        upload.Parts[id] = form!.Files[0].Bytes;
        await call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("object", "upload.part");
            json.WriteNumber("created_at", call.Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds());
            json.WriteString("upload_id", upload.Id);
            json.WriteEndObject();
        });
    }

    private static Task CompleteAsync(PlainCall call, StoredUpload upload)
    {
        if (call.Json is not { } body)
            return call.Reply.RefuseAsync(new VendorError(400, "The body is no JSON object."));
        string?[] ids = [.. body.Items("part_ids").Select(id => id.ValueKind == JsonValueKind.String ? id.GetString() : null)];
        if (Flaw(body, ids, upload) is { } flaw)
            return call.Reply.RefuseAsync(flaw);
        byte[] bytes = [.. ids.SelectMany(id => upload.Parts[id!])];
        if (bytes.Length != upload.Bytes)
            return call.Reply.RefuseAsync(VendorError.Invalid("part_ids", $"the parts have {bytes.Length} bytes, the upload was to have {upload.Bytes}."));
        var file = new StoredFile(call.Draws.Id("file-"), upload.Name, upload.Purpose, bytes, call.Options.TimeProvider.GetUtcNow());
        call.Shelf.Files[file.Id] = file;
        return AnswerAsync(call, upload with { Status = "completed", File = file });
    }

    private static VendorError? Flaw(JsonElement body, string?[] ids, StoredUpload upload) =>
        Unknown(body, "part_ids", "md5")
        ?? (ids.Length == 0 ? VendorError.Missing("part_ids")
            : body.Text("md5") is { } sum && (sum.Length != 32 || !sum.All(char.IsAsciiHexDigit)) ? VendorError.Invalid("md5", "is no such sum.")
            : ids.Any(id => id is null || !upload.Parts.ContainsKey(id)) ? VendorError.Invalid("part_ids", "names a part that is not this upload's.")
            : null);

    private static VendorError? Unknown(JsonElement body, params string[] known) =>
        body.EnumerateObject().FirstOrDefault(member => !known.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown
            ? VendorError.Invalid(unknown.Name, "is not known.")
            : null;

    private static Task AnswerAsync(PlainCall call, StoredUpload upload)
    {
        call.Shelf.Uploads[upload.Id] = upload;
        return call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", upload.Id);
            json.WriteString("object", "upload");
            json.WriteNumber("bytes", upload.Bytes);
            json.WriteNumber("created_at", upload.Created.ToUnixTimeSeconds());
            json.WriteNumber("expires_at", (upload.Created + Life).ToUnixTimeSeconds());
            json.WriteString("filename", upload.Name);
            json.WriteString("purpose", upload.Purpose);
            json.WriteString("status", upload.Status);
            json.WritePropertyName("file");
            if (upload.File is { } file)
                FilesOperation.Write(json, file);
            else
                json.WriteNullValue();
            json.WriteEndObject();
        });
    }
}
