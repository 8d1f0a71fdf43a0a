using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Clouds;

/// <summary>
/// OpenAI's chat and completions with what Azure's filter has to say: of the prompt in a first chunk that has no choices, and of each choice.
/// https://learn.microsoft.com/azure/foundry/openai/concepts/content-filter (read 2026-11-22).
/// </summary>
internal sealed class AzureOperation(Vendor azure, Operation openAI) : DelegatingOperation(azure, openAI)
{
    private static readonly string[] Harms = ["hate", "self_harm", "sexual", "violence"];

    public override void WriteAnswer(Utf8JsonWriter json, Turn turn)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var plain = new Utf8JsonWriter(buffer, JsonStyle.Writer))
            base.WriteAnswer(plain, turn);
        var answer = JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
        if (Judge(answer))
            answer["prompt_filter_results"] = OfPrompt();
        answer.WriteTo(json);
    }

    public override IEnumerable<StreamEvent> Stream(EventScratch scratch, Turn turn)
    {
        yield return First(scratch);
        foreach (var next in base.Stream(scratch, turn))
            yield return next.Data.Span.StartsWith("{"u8) ? next with { Data = Judged(next.Data) } : next;
    }

    private static StreamEvent First(EventScratch scratch)
    {
        var json = scratch.Begin();
        json.WriteStartArray("choices");
        json.WriteEndArray();
        json.WriteNumber("created", 0);
        json.WriteString("id", "");
        json.WriteString("model", "");
        json.WriteString("object", "");
        json.WritePropertyName("prompt_filter_results");
        OfPrompt().WriteTo(json);
        return scratch.End();
    }

    private static byte[] Judged(ReadOnlyMemory<byte> data)
    {
        var chunk = JsonNode.Parse(data.Span)!.AsObject();
        Judge(chunk);
        return JsonSerializer.SerializeToUtf8Bytes(chunk);
    }

    private static bool Judge(JsonObject answer)
    {
        foreach (var choice in answer["choices"]?.AsArray() ?? [])
            choice!["content_filter_results"] = Harmless();
        return answer.ContainsKey("choices");
    }

    private static JsonArray OfPrompt() => [new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = Harmless() }];

    private static JsonObject Harmless() => new(Harms.Select(harm => KeyValuePair.Create(harm, (JsonNode?)new JsonObject
    {
        ["filtered"] = false,
        ["severity"] = "safe",
    })));
}
