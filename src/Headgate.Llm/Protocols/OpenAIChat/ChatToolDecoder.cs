using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Reads <c>tools</c> and the deprecated <c>functions</c>. A type of tool that is no function stays as it is.</summary>
internal static class ChatToolDecoder
{
    /// <summary>What the model may call.</summary>
    public static ImmutableArray<Tool> Tools(RequestMembers members)
    {
        ImmutableArray<Tool>.Builder tools = ImmutableArray.CreateBuilder<Tool>();
        if (members.TryTake("tools"u8, out JsonWalk walk, out string path))
        {
            walk.EnterArray(new JsonPlace(path));
            while (walk.NextElement())
            {
                JsonPlace place = ChatPaths.Tool(tools.Count);
                string type = Encoding.UTF8.GetString(walk.PeekType(place));
                tools.Add(type switch
                {
                    "function" => Wrapped(ref walk, place),
                    "" => throw JsonWalk.Refuse(place.Member("type"), "is missing"),
                    _ => new Tool.Native(WireProtocol.OpenAIChat, type, walk.Raw()) { Place = place },
                });
            }
        }

        if (members.TryTake("functions"u8, out walk, out path))
        {
            walk.EnterArray(new JsonPlace(path));
            for (int i = 0; walk.NextElement(); i++)
            {
                ExtraList extras = new(WireProtocol.OpenAIChat);
                JsonPlace place = ChatPaths.DeprecatedFunction(i);
                tools.Add(Function(ref walk, place, ref extras) with { Place = place, Extras = extras.ToImmutable() });
            }
        }

        return tools.ToImmutable();
    }

    /// <summary>Which of them it must call; null = not said.</summary>
    public static ToolChoice? Choice(RequestMembers members)
    {
        if (members.TryTake("tool_choice"u8, out JsonWalk choice, out string path))
        {
            return choice.Kind == JsonTokenType.String ? Word(choice, path) : ChatToolChoiceDecoder.Decode(ref choice, path);
        }

        if (!members.TryTake("function_call"u8, out choice, out path))
        {
            return null;
        }

        return choice.Kind == JsonTokenType.String ? Word(choice, path) : ChatToolChoiceDecoder.DecodeFunctionCall(ref choice, path);
    }

    // Mistral's word for required is any.
    private static ToolChoice Word(in JsonWalk choice, string path) => new(
        choice.Text(new JsonPlace(path)) switch
        {
            "auto" => ToolChoiceMode.Auto,
            "none" => ToolChoiceMode.None,
            "required" or "any" => ToolChoiceMode.Required,
            _ => throw JsonWalk.Refuse(new JsonPlace(path), "must be none, auto, required or an object that names a tool"),
        },
        path);

    private static Tool.Function Wrapped(ref JsonWalk walk, JsonPlace place)
    {
        ExtraList extras = new(WireProtocol.OpenAIChat);
        Tool.Function? function = null;
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("function"u8))
            {
                function = Function(ref walk, place.Member("function"), ref extras);
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, place);
            }
        }

        return (function ?? throw JsonWalk.Refuse(place.Member("function"), "is missing")) with { Place = place, Extras = extras.ToImmutable() };
    }

    private static Tool.Function Function(ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte>? parameters = null;
        bool? strict = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> member))
        {
            if (member.SequenceEqual("name"u8))
            {
                name = walk.Text(place.Member("name"));
            }
            else if (member.SequenceEqual("description"u8))
            {
                description = walk.Text(place.Member("description"));
            }
            else if (member.SequenceEqual("parameters"u8))
            {
                walk.EnterObject(place.Member("parameters"));
                parameters = walk.Raw();
            }
            else if (member.SequenceEqual("strict"u8))
            {
                strict = walk.Flag(place.Member("strict"));
            }
            else
            {
                extras.Take(member, ref walk, place);
            }
        }

        return new Tool.Function(name ?? throw JsonWalk.Refuse(place.Member("name"), "is missing"))
        {
            Description = description,
            Parameters = parameters,
            Strict = strict,
            StrictPlace = place.Member("strict"),
        };
    }
}
