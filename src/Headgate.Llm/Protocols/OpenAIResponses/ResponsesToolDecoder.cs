using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Reads <c>tools</c>: functions and tools that take any text, by themselves or in a group. The vendor's own tools stay as they are.
/// https://platform.openai.com/docs/guides/tools, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal static class ResponsesToolDecoder
{
    private const WireProtocol Own = WireProtocol.OpenAIResponses;

    /// <summary>What the model may call.</summary>
    public static ImmutableArray<Tool> Decode(RequestMembers members)
    {
        if (!members.TryTake("tools"u8, out JsonWalk walk, out string path))
        {
            return [];
        }

        ImmutableArray<Tool>.Builder tools = ImmutableArray.CreateBuilder<Tool>();
        walk.EnterArray(new JsonPlace(path));
        for (int i = 0; walk.NextElement(); i++)
        {
            Read(ref walk, new JsonPlace("$.tools[{0}]", i), tools);
        }

        return tools.DrainToImmutable();
    }

    private static void Read(ref JsonWalk tool, JsonPlace place, ImmutableArray<Tool>.Builder tools)
    {
        string type = Encoding.UTF8.GetString(tool.PeekType(place));
        switch (type)
        {
            case "function":
                tools.Add(ReadFunction(ref tool, place, group: null));
                break;
            case "custom":
                tools.Add(ReadFreeform(ref tool, place, group: null));
                break;
            case "namespace":
                ReadGroup(ref tool, place, tools);
                break;
            case "":
                throw JsonWalk.Refuse(place.Member("type"), "is missing");
            default:
                tools.Add(new Tool.Native(Own, type, tool.Raw()) { Place = place });
                break;
        }
    }

    // The group's name may stand behind its tools.
    private static void ReadGroup(ref JsonWalk walk, JsonPlace place, ImmutableArray<Tool>.Builder tools)
    {
        string? groupName = null;
        string? description = null;
        ReadOnlyMemory<byte> members = "[]"u8.ToArray();
        ExtraList extras = new(Own);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                groupName = walk.Text(place, "name");
            }
            else if (name.SequenceEqual("description"u8))
            {
                description = walk.Text(place, "description");
            }
            else if (name.SequenceEqual("tools"u8))
            {
                walk.EnterArray(place.Member("tools"));
                members = walk.Raw();
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, place);
            }
        }

        ToolGroup group = new(groupName ?? throw ResponsesItemDecoder.Missing(place, "name"))
        {
            Description = description, Place = place, Extras = extras.ToImmutable(),
        };
        JsonWalk inner = new(members);
        for (int i = 0; inner.NextElement(); i++)
        {
            JsonPlace at = place with { Shape = "$.tools[{0}].tools[{1}]", Second = i };
            string type = Encoding.UTF8.GetString(inner.PeekType(at));
            tools.Add(type switch
            {
                "function" => ReadFunction(ref inner, at, group),
                "custom" => ReadFreeform(ref inner, at, group),
                _ => new Tool.Native(Own, type, inner.Raw()) { Place = at, Group = group },
            });
        }
    }

    private static Tool.Function ReadFunction(ref JsonWalk walk, JsonPlace place, ToolGroup? group)
    {
        string? tool = null;
        string? description = null;
        ReadOnlyMemory<byte>? parameters = null;
        bool? strict = null;
        ExtraList extras = new(Own);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                tool = walk.Text(place, "name");
            }
            else if (name.SequenceEqual("description"u8))
            {
                description = walk.Text(place, "description");
            }
            else if (name.SequenceEqual("parameters"u8))
            {
                parameters = walk.Object(place, "parameters");
            }
            else if (name.SequenceEqual("strict"u8))
            {
                strict = walk.Flag(place, "strict");
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new Tool.Function(NameOf(tool, place, group))
        {
            Description = description, Parameters = parameters, Strict = strict, Place = place, Group = group, Extras = extras.ToImmutable(),
        };
    }

    private static Tool.Freeform ReadFreeform(ref JsonWalk walk, JsonPlace place, ToolGroup? group)
    {
        string? tool = null;
        string? description = null;
        ReadOnlyMemory<byte>? format = null;
        ExtraList extras = new(Own);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                tool = walk.Text(place, "name");
            }
            else if (name.SequenceEqual("description"u8))
            {
                description = walk.Text(place, "description");
            }
            else if (name.SequenceEqual("format"u8))
            {
                format = walk.Object(place, "format");
            }
            else if (!name.SequenceEqual("type"u8))
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new Tool.Freeform(NameOf(tool, place, group))
        {
            Description = description, Format = format, Place = place, Group = group, Extras = extras.ToImmutable(),
        };
    }

    private static string NameOf(string? tool, JsonPlace place, ToolGroup? group)
    {
        string name = tool ?? throw ResponsesItemDecoder.Missing(place, "name");
        return group is null ? name : ToolGroup.Join(group.Name, name);
    }
}
