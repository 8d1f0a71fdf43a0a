using System.Text;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Media;

/// <summary>Images: https://platform.openai.com/docs/api-reference/images (read 2026-11-22). The image is one pixel.</summary>
internal sealed class ImagesOperation : PlainOperation
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private const string Usage = """{"input_tokens":12,"input_tokens_details":{"text_tokens":5,"image_tokens":7},"output_tokens":100,"total_tokens":112}""";

    public override async Task ServeAsync(PlainCall call)
    {
        var isForm = !call.Context.Request.Path.Value!.EndsWith("/generations", StringComparison.Ordinal);
        var (form, error) = isForm ? await FormBody.ReadAsync(call) : (null, null);
        var prompt = isForm ? form?.Fields.GetValueOrDefault("prompt") : call.Json?.Text("prompt");
        var isVariation = call.Context.Request.Path.Value!.EndsWith("/variations", StringComparison.Ordinal);
        error ??= prompt is null && !isVariation ? VendorError.Missing("prompt")
            : isForm && !form!.Files.Any(file => file.Field is "image" or "image[]") ? VendorError.Missing("image")
            : null;
        if (error is not null)
            await call.Reply.RefuseAsync(error);
        else if (!await call.FailsAsync(isForm ? form!.Fields.GetValueOrDefault("model") : call.Json?.Text("model")))
            await AnswerAsync(call);
    }

    private static Task AnswerAsync(PlainCall call)
    {
        if (call.Json is not { } body || !body.IsTrue("stream"))
        {
            return call.AnswerAsync(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("created", call.Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds());
                json.WriteStartArray("data");
                json.WriteStartObject();
                json.WriteString("b64_json", Pixel);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WritePropertyName("usage");
                json.WriteRawValue(Usage);
                json.WriteEndObject();
            });
        }

        string[] events =
        [
            $$"""event: image_generation.partial_image{{'\n'}}data: {"type":"image_generation.partial_image","b64_json":"{{Pixel}}","partial_image_index":0}""",
            $$"""event: image_generation.completed{{'\n'}}data: {"type":"image_generation.completed","b64_json":"{{Pixel}}","usage":{{Usage}}}""",
        ];
        return call.SendAsync("text/event-stream", Encoding.UTF8.GetBytes(string.Concat(events.Select(each => each + "\n\n"))));
    }
}
