using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads a request's tools and which of them is to be called: https://ai.google.dev/gemini-api/docs/function-calling, read 2026-11-22. All but
/// declarations of functions are Google's own tools and kept whole.
/// </summary>
internal sealed class GeminiToolReader
{
    private static readonly JsonPlace ConfigPlace = new("$.toolConfig");
    private static readonly JsonPlace CallingPlace = ConfigPlace.Member("functionCallingConfig");
    private static readonly JsonPlace ModePlace = CallingPlace.Member("mode");

    // In the order of their numbers.
    private static readonly string[] Modes = ["MODE_UNSPECIFIED", "AUTO", "ANY", "NONE"];

    private readonly ImmutableArray<Tool>.Builder _tools = ImmutableArray.CreateBuilder<Tool>();
    private bool _isValidated;

    /// <summary>What the model may call. The mode <c>VALIDATED</c> holds all arguments to their schemas.</summary>
    public ImmutableArray<Tool> Tools => _isValidated
        ? [.. _tools.Select(tool => tool is Tool.Function function ? function with { Strict = true, StrictPlace = ModePlace } : tool)]
        : _tools.ToImmutable();

    /// <summary>Which tool to call; null when nothing was said.</summary>
    public ToolChoice? Choice { get; private set; }

    /// <summary>Takes the array of tools.</summary>
    public void Read(ref JsonWalk walk)
    {
        walk.EnterArray(new JsonPlace("$.tools"));
        for (int i = 0; walk.NextElement(); i++)
        {
            JsonPlace place = new("$.tools[{0}]", i);
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> written))
            {
                if (GeminiName.Of(written).SequenceEqual("functionDeclarations"u8))
                {
                    ReadFunctions(ref walk, i);
                }
                else
                {
                    string name = Encoding.UTF8.GetString(written);
                    _tools.Add(new Tool.Native(WireProtocol.GeminiGenerateContent, name, Alone(name, walk.Raw())) { Place = place.Member(name) });
                }
            }
        }
    }

    /// <summary>Takes <c>toolConfig</c>.</summary>
    public void ReadConfig(ref JsonWalk walk, ref ExtraList extras)
    {
        walk.EnterObject(ConfigPlace);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            if (GeminiName.Of(written).SequenceEqual("functionCallingConfig"u8))
            {
                Choice = ReadChoice(ref walk);
            }
            else
            {
                extras.Take(written, ref walk, ConfigPlace);
            }
        }
    }

    private void ReadFunctions(ref JsonWalk walk, int tool)
    {
        walk.EnterArray(new JsonPlace("$.tools[{0}].functionDeclarations", tool));
        for (int i = 0; walk.NextElement(); i++)
        {
            _tools.Add(ReadFunction(ref walk, new JsonPlace("$.tools[{0}].functionDeclarations[{1}]", tool, i)));
        }
    }

    private static Tool.Function ReadFunction(ref JsonWalk walk, JsonPlace place)
    {
        Tool.Function function = new("") { Place = place };
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("name"u8))
            {
                function = function with { Name = walk.Text(place, "name") };
            }
            else if (name.SequenceEqual("description"u8))
            {
                function = function with { Description = walk.Text(place, "description") };
            }
            else if (name.SequenceEqual("parametersJsonSchema"u8))
            {
                function = function with { Parameters = walk.Object(place, "parametersJsonSchema") };
            }
            else if (name.SequenceEqual("parameters"u8))
            {
                function = function with { Parameters = GeminiSchema.ToJsonSchema(walk.Object(place, "parameters")) };
            }
            else
            {
                extras.Take(written, ref walk, place);
            }
        }

        return function.Name.Length > 0 ? function with { Extras = extras.ToImmutable() } : throw JsonWalk.Refuse(place.Member("name"), "is missing");
    }

    private ToolChoice ReadChoice(ref JsonWalk walk)
    {
        ToolChoice choice = new(ToolChoiceMode.Auto, CallingPlace.ToString());
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        walk.EnterObject(CallingPlace);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("mode"u8))
            {
                choice = choice with { Mode = ReadMode(GeminiScalar.Word(walk, ModePlace, Modes)) };
            }
            else if (name.SequenceEqual("allowedFunctionNames"u8))
            {
                choice = choice with { Allowed = ReadNames(ref walk) };
            }
            else
            {
                extras.Take(written, ref walk, CallingPlace);
            }
        }

        choice = choice with { Extras = extras.ToImmutable() };
        return choice is { Mode: ToolChoiceMode.Required, Allowed: [var only] }
            ? choice with { Mode = ToolChoiceMode.Named, Name = only, Allowed = [] }
            : choice;
    }

    private ToolChoiceMode ReadMode(string word)
    {
        _isValidated = word == "VALIDATED";
        return word switch
        {
            "ANY" => ToolChoiceMode.Required,
            "NONE" => ToolChoiceMode.None,
            "AUTO" or "VALIDATED" or "MODE_UNSPECIFIED" => ToolChoiceMode.Auto,
            _ => throw JsonWalk.Refuse(ModePlace, "must be AUTO, ANY, NONE or VALIDATED"),
        };
    }

    private static ImmutableArray<string> ReadNames(ref JsonWalk walk)
    {
        JsonPlace place = CallingPlace.Member("allowedFunctionNames");
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        walk.EnterArray(place);
        while (walk.NextElement())
        {
            names.Add(walk.Text(place.Item(names.Count)));
        }

        return names.DrainToImmutable();
    }

    // Google's own tools and functions may share an object: each is written back in one of its own.
    private static ReadOnlyMemory<byte> Alone(string name, ReadOnlyMemory<byte> value)
    {
        ArrayBufferWriter<byte> output = new(value.Length + name.Length + 8);
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteRaw(name, value);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }
}
