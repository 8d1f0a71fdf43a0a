using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Reads a <c>tool_choice</c> that is an object: one function, or several that are allowed. A choice of what is no function is, for the
/// hub, the model's own, with the whole of it among the extras.
/// </summary>
internal static class ChatToolChoiceDecoder
{
    /// <summary>Consumes the choice.</summary>
    public static ToolChoice Decode(ref JsonWalk walk, string path)
    {
        JsonPlace place = new(path);
        JsonWalk start = walk;
        return Known(ref walk, place) ?? Unknown(ref start, place);
    }

    /// <summary>Consumes the deprecated choice, which is the name of a function.</summary>
    public static ToolChoice DecodeFunctionCall(ref JsonWalk walk, string path)
    {
        ExtraList extras = new(WireProtocol.OpenAIChat);
        string name = NameIn(ref walk, new JsonPlace(path), ref extras);
        return new ToolChoice(ToolChoiceMode.Named, path) { Name = name, Extras = extras.ToImmutable() };
    }

    private static string NameIn(ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        string? name = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> member))
        {
            if (member.SequenceEqual("name"u8))
            {
                name = walk.Text(place.Member("name"));
            }
            else
            {
                extras.Take(member, ref walk, place);
            }
        }

        return name ?? throw JsonWalk.Refuse(place.Member("name"), "is missing");
    }

    private static ToolChoice? Known(ref JsonWalk walk, JsonPlace place)
    {
        ToolChoice? choice = null;
        ExtraList extras = new(WireProtocol.OpenAIChat);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("function"u8))
            {
                choice = new ToolChoice(ToolChoiceMode.Named, place.ToString()) { Name = NameIn(ref walk, place.Member("function"), ref extras) };
            }
            else if (name.SequenceEqual("allowed_tools"u8))
            {
                choice = Allowed(ref walk, place.Member("allowed_tools"), place, ref extras);
                if (choice is null)
                {
                    return null;
                }
            }
            else if (name.SequenceEqual("type"u8))
            {
                walk.Text(place.Member("type"));
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return choice is null ? null : choice with { Extras = extras.ToImmutable() };
    }

    private static ToolChoice? Allowed(ref JsonWalk walk, JsonPlace place, JsonPlace whole, ref ExtraList extras)
    {
        ToolChoiceMode mode = ToolChoiceMode.Auto;
        ImmutableArray<string> names = [];
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("mode"u8))
            {
                mode = walk.Is("required"u8) ? ToolChoiceMode.Required : ToolChoiceMode.Auto;
            }
            else if (name.SequenceEqual("tools"u8))
            {
                if (!TryReadNames(ref walk, place.Member("tools"), ref extras, out names))
                {
                    return null;
                }
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new ToolChoice(mode, whole.ToString()) { Allowed = names };
    }

    private static bool TryReadNames(ref JsonWalk walk, JsonPlace place, ref ExtraList extras, out ImmutableArray<string> names)
    {
        ImmutableArray<string>.Builder found = ImmutableArray.CreateBuilder<string>();
        bool areFunctions = true;
        walk.EnterArray(place);
        while (walk.NextElement())
        {
            JsonPlace item = place.Item(found.Count);
            areFunctions &= TryReadName(ref walk, item, found, ref extras);
        }

        names = found.ToImmutable();
        return areFunctions;
    }

    private static bool TryReadName(ref JsonWalk walk, JsonPlace place, ImmutableArray<string>.Builder names, ref ExtraList extras)
    {
        int before = names.Count;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("function"u8))
            {
                names.Add(NameIn(ref walk, place.Member("function"), ref extras));
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, place);
            }
        }

        return names.Count > before;
    }

    private static ToolChoice Unknown(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList extras = new(WireProtocol.OpenAIChat);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            extras.Take(name, ref walk, place);
        }

        return new ToolChoice(ToolChoiceMode.Auto, place.ToString()) { Extras = extras.ToImmutable() };
    }
}
