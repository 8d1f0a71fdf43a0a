using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

/// <summary>A vendor's stream, written by hand from its documented format, and what it means.</summary>
internal sealed record GoldenCase(
    string[] Kinds, bool Complete, string? ResponseId, long NextSequenceNumber, Dictionary<string, long>? Usage, VendorError? Error)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static TheoryData<string> All =>
        [.. Directory.GetFiles(Root, "stream.*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, Path.GetDirectoryName(f)!)).Order()];

    public static byte[] Stream(string name) => File.ReadAllBytes(Directory.GetFiles(Path.Combine(Root, name), "stream.*").Single());

    public static GoldenCase Expected(string name) =>
        JsonSerializer.Deserialize<GoldenCase>(File.ReadAllBytes(Path.Combine(Root, name, "expected.json")), Options)!;

    public static NativeProtocol Protocol(string name) => NativeProtocols.Get(name.Split('/', '\\')[0] switch
    {
        "openai-chat" => WireProtocol.OpenAIChat,
        "openai-completions" => WireProtocol.OpenAICompletions,
        "openai-responses" => WireProtocol.OpenAIResponses,
        "ollama-chat" => WireProtocol.OllamaChat,
        _ => WireProtocol.AnthropicMessages,
    });

    /// <summary>The meters that the vendor gave, by name, and the derived totals.</summary>
    public static Dictionary<string, long>? Meters(Usage? usage) => usage is null
        ? null
        : typeof(Usage).GetProperties().Select(p => (p.Name, Value: (long?)p.GetValue(usage)))
            .Where(meter => meter.Value is not null).ToDictionary(meter => meter.Name, meter => meter.Value!.Value);
}
