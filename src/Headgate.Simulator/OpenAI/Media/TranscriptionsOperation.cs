using System.Text;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Media;

/// <summary>
/// Transcriptions and translations: https://platform.openai.com/docs/api-reference/audio/createTranscription (read 2026-11-22). What was said
/// is how long the file is.
/// </summary>
internal sealed class TranscriptionsOperation : PlainOperation
{
    private const string Usage = """
        {"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":0,"audio_tokens":14},"output_tokens":45,"total_tokens":59}
        """;

    public override async Task ServeAsync(PlainCall call)
    {
        var (form, error) = await FormBody.ReadAsync(call);
        error ??= form!.Files is not [("file", { Length: > 0 }, { Length: > 0 })] ? VendorError.Missing("file") : null;
        if (error is not null)
            await call.Reply.RefuseAsync(error);
        else if (!await call.FailsAsync(form!.Fields.GetValueOrDefault("model")))
            await WriteAsync(call, form);
    }

    private static Task WriteAsync(PlainCall call, FormBody form)
    {
        var text = $"{form.Files[0].Bytes.Length} bytes";
        if (form.Fields.GetValueOrDefault("response_format") is "text" or "srt" or "vtt")
            return call.SendAsync("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
        return call.AnswerAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WritePropertyName("usage");
            json.WriteRawValue(Usage);
            json.WriteEndObject();
        });
    }
}
