using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads <c>tool_choice</c>: a word, one tool of the application's, or several that are allowed. A choice of the vendor's own tools is, for the hub,
/// the model's own, with the whole of it among the extras.
/// </summary>
internal static class ResponsesChoiceDecoder
{
    private const WireProtocol Own = WireProtocol.OpenAIResponses;

    /// <summary>Which tool the model must call; null = not said.</summary>
    public static ToolChoice? Decode(RequestMembers members)
    {
        if (!members.TryTake("tool_choice"u8, out JsonWalk choice, out string path))
        {
            return null;
        }

        JsonPlace place = new(path);
        if (choice.Kind == JsonTokenType.String)
        {
            return new ToolChoice(ModeOf(choice.Text(place), place), path);
        }

        ReadOnlySpan<byte> type = choice.PeekType(place);
        return type.SequenceEqual("function"u8) || type.SequenceEqual("custom"u8) ? ReadNamed(ref choice, place)
            : type.SequenceEqual("allowed_tools"u8) ? ReadAllowed(choice, place) ?? ReadOther(ref choice, place)
            : ReadOther(ref choice, place);
    }

    private static ToolChoiceMode ModeOf(string word, JsonPlace place) => word switch
    {
        "auto" => ToolChoiceMode.Auto,
        "none" => ToolChoiceMode.None,
        "required" => ToolChoiceMode.Required,
        _ => throw JsonWalk.Refuse(place, "must be none, auto, required or an object that names a tool"),
    };

    private static ToolChoice ReadNamed(ref JsonWalk choice, JsonPlace place)
    {
        ExtraList extras = new(Own);
        string? name = ReadName(ref choice, place, ref extras);
        return new ToolChoice(ToolChoiceMode.Named, place.ToString())
        {
            Name = name ?? throw ResponsesItemDecoder.Missing(place, "name"), Extras = extras.ToImmutable(),
        };
    }

    private static string? ReadName(ref JsonWalk tool, JsonPlace place, ref ExtraList extras)
    {
        string? named = null;
        string? group = null;
        while (tool.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                named = tool.Text(place, "name");
            }
            else if (name.SequenceEqual("namespace"u8))
            {
                group = tool.Text(place, "namespace");
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref tool, place);
            }
        }

        return named is null || group is null ? named : ToolGroup.Join(group, named);
    }

    // Null when a tool is allowed that has no name: the vendor's own.
    private static ToolChoice? ReadAllowed(JsonWalk choice, JsonPlace place)
    {
        ToolChoiceMode mode = ToolChoiceMode.Auto;
        ImmutableArray<string>.Builder allowed = ImmutableArray.CreateBuilder<string>();
        ExtraList extras = new(Own);
        while (choice.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("mode"u8))
            {
                mode = ModeOf(choice.Text(place, "mode"), place.Member("mode"));
            }
            else if (name.SequenceEqual("tools"u8))
            {
                choice.EnterArray(place.Member("tools"));
                while (choice.NextElement())
                {
                    JsonPlace at = place.Member("tools").Item(allowed.Count);
                    choice.EnterObject(at);
                    if (ReadName(ref choice, at, ref extras) is not { } tool)
                    {
                        return null;
                    }

                    allowed.Add(tool);
                }
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref choice, place);
            }
        }

        return new ToolChoice(mode, place.ToString()) { Allowed = allowed.DrainToImmutable(), Extras = extras.ToImmutable() };
    }

    private static ToolChoice ReadOther(ref JsonWalk choice, JsonPlace place)
    {
        ExtraList extras = new(Own);
        choice.EnterObject(place);
        while (choice.NextGiven(out ReadOnlySpan<byte> name))
        {
            extras.Take(name, ref choice, place);
        }

        return new ToolChoice(ToolChoiceMode.Auto, place.ToString()) { Extras = extras.ToImmutable() };
    }
}
