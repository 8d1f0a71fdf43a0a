using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads a request into the hub: https://ai.google.dev/api/generate-content, by the types of @google/genai 3.1.0, read 2026-11-22.
/// </summary>
internal sealed class GeminiRequestDecoder
{
    private readonly GeminiContentReader _contents = new(new GeminiCalls());
    private readonly GeminiTurns _turns = new();
    private readonly GeminiConfigReader _config = new();
    private readonly GeminiToolReader _tools = new();
    private ExtraList _extras = new(WireProtocol.GeminiGenerateContent);
    private Message? _instructions;
    private Given<string>? _serviceTier;

    /// <summary>Reads a body of valid JSON. The model is in the path.</summary>
    public static ChatRequest Decode(ReadOnlyMemory<byte> body)
    {
        GeminiRequestDecoder decoder = new();
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            decoder.Read(GeminiName.Of(name), name, ref walk);
        }

        return decoder.ToRequest();
    }

    private void Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> written, ref JsonWalk walk)
    {
        if (name.SequenceEqual("contents"u8))
        {
            ReadContents(ref walk);
        }
        else if (name.SequenceEqual("systemInstruction"u8))
        {
            _instructions = _contents.ReadInstructions(ref walk, new JsonPlace("$.systemInstruction"));
        }
        else if (name.SequenceEqual("generationConfig"u8))
        {
            _config.Read(ref walk, ref _extras);
        }
        else if (name.SequenceEqual("tools"u8))
        {
            _tools.Read(ref walk);
        }
        else if (name.SequenceEqual("toolConfig"u8))
        {
            _tools.ReadConfig(ref walk, ref _extras);
        }
        else if (name.SequenceEqual("serviceTier"u8))
        {
            string tier = walk.Text(new JsonPlace("$.serviceTier"));
            _serviceTier = new Given<string>(tier == "standard" ? "default" : tier, "$.serviceTier");
        }
        else
        {
            _extras.Take(written, ref walk, default);
        }
    }

    // Google takes a single one without its array, too.
    private void ReadContents(ref JsonWalk walk)
    {
        if (walk.Kind == JsonTokenType.StartObject)
        {
            _turns.Add(_contents.ReadTurn(ref walk, new JsonPlace("$.contents")));
            return;
        }

        walk.EnterArray(new JsonPlace("$.contents"));
        while (walk.NextElement())
        {
            _turns.Add(_contents.ReadTurn(ref walk, new JsonPlace("$.contents[{0}]", _turns.Count)));
        }
    }

    private ChatRequest ToRequest()
    {
        ImmutableArray<Message> turns = _turns.ToImmutable();
        return _config.ApplyTo(new ChatRequest
        {
            Protocol = WireProtocol.GeminiGenerateContent,
            Model = "",
            Messages = _instructions is null ? turns : [_instructions, .. turns],
            Tools = _tools.Tools,
            ToolChoice = _tools.Choice,
            ServiceTier = _serviceTier,
            WantsUsage = true, // a stream of this protocol always tells it
            Extras = _extras.ToImmutable(),
        });
    }
}
