using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Headgate.Simulator.OpenAI;

/// <summary>A multipart form, read whole. What the vendor would stumble over is a refusal.</summary>
internal sealed record FormBody(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<(string Field, string Name, byte[] Bytes)> Files)
{
    public static async Task<(FormBody? Form, VendorError? Error)> ReadAsync(PlainCall call)
    {
        var isForm = MediaTypeHeaderValue.TryParse(call.Context.Request.ContentType, out var type) && type.MediaType == "multipart/form-data";
        if (!isForm || type!.Boundary.Length == 0)
            return (null, new VendorError(400, "The Content-Type must be multipart/form-data with a boundary."));
        if (call.Context.Request.ContentLength is { } length && length != call.Body.Length)
            return (null, new VendorError(400, "The body is not as long as its Content-Length."));
        try
        {
            return await ReadAsync(new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), new MemoryStream(call.Body.Whole.ToArray())));
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return (null, new VendorError(400, "The form ends before its last boundary."));
        }
    }

    private static async Task<(FormBody? Form, VendorError? Error)> ReadAsync(MultipartReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<(string, string, byte[])>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var disposition = section.GetContentDispositionHeader();
            if (disposition is null || HeaderUtilities.RemoveQuotes(disposition.Name).ToString() is not { Length: > 0 } name)
                return (null, new VendorError(400, "A part of the form has no name."));
            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            if (disposition.IsFileDisposition())
                files.Add((name, HeaderUtilities.RemoveQuotes(disposition.FileName).ToString(), bytes.ToArray()));
            else if (!fields.TryAdd(name, System.Text.Encoding.UTF8.GetString(bytes.ToArray())) && !name.EndsWith("[]", StringComparison.Ordinal))
                return (null, VendorError.Invalid(name, "is there twice."));
        }

        return (new FormBody(fields, files), null);
    }
}
