using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Media;

/// <summary>Speech: https://platform.openai.com/docs/api-reference/audio/createSpeech (read 2026-11-22): bytes that only look like audio.</summary>
internal sealed class SpeechOperation : PlainOperation
{
    public override async Task ServeAsync(PlainCall call)
    {
        var error = call.Json is not { } body ? new VendorError(400, "The body is no JSON object.")
            : body.Text("input") is not { } input ? VendorError.Missing("input")
            : input.Length > 4096 ? VendorError.Invalid("input", "is longer than 4096 characters.")
            : body.Member("voice") is null ? VendorError.Missing("voice")
            : null;
        if (error is not null)
            await call.Reply.RefuseAsync(error);
        else if (!await call.FailsAsync(call.Json!.Value.Text("model")))
            await SpeakAsync(call);
    }

    private static Task SpeakAsync(PlainCall call) => call.Json!.Value.Text("stream_format") == "sse"
        ? call.SendAsync("text/event-stream", """
            data: {"type":"speech.audio.delta","audio":"AAEC"}

            data: {"type":"speech.audio.done","usage":{"input_tokens":14,"output_tokens":101,"total_tokens":115}}


            """u8.ToArray())
        : call.SendAsync("audio/mpeg", Enumerable.Range(0, 64 << 10).Select(i => (byte)(i * 31)).ToArray());
}
