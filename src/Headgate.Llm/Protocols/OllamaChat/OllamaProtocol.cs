using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>
/// <c>POST /api/chat</c> of Ollama, whose streams are lines of JSON: https://docs.ollama.com/api/chat, by its docs/api.md and the types of its SDK,
/// read 2026-11-22. Clients are not answered in it, vendors are asked in it.
/// </summary>
internal sealed class OllamaProtocol : NativeProtocol
{
    public override WireProtocol Protocol => WireProtocol.OllamaChat;

    public override string Name => "ollama";

    public override Dialect Dialect => Dialect.OpenAI;

    public override string UpstreamPath(string model, bool isStream) => "api/chat";

    public override GatewayError? Check(JsonScan request) =>
        RequestChecks.Model(request) ?? RequestChecks.Messages(request) ?? RequestChecks.Stream(request);

    // Here a stream is what is given unless it is declined.
    public override bool IsStream(JsonScan request) => !request.TryGet("stream"u8, out JsonMember stream) || stream.Kind != JsonTokenType.False;

    public override bool UsageMustBeAskedFor(JsonScan request) => false;

    protected override ReadOnlySpan<byte> AnswerMember => "message"u8;

    public override ReplyReading ReadReply(ReadOnlySpan<byte> body)
    {
        OllamaStreamReader reader = new();
        StreamEventKind kind = reader.Read(new SseEvent { Raw = body, Name = default, Data = body });
        return new ReplyReading(kind is StreamEventKind.Content or StreamEventKind.Finish && reader.HasMessage, reader.Usage, null);
    }

    public override StreamReading OpenStream() => new OllamaStreamReader();

    public override IEventBuffer OpenFraming(int maxEventBytes) => new LineBuffer(maxEventBytes);

    public override void WriteKeepAlive(IBufferWriter<byte> output) => output.Write("\n"u8);

    public override void WriteStreamError(GatewayError error, string requestId, StreamReading? seen, IBufferWriter<byte> output)
    {
        using (Utf8JsonWriter json = JsonOutput.Open(output))
        {
            json.WriteStartObject();
            json.WriteString("error"u8, error.Message);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
