using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads tools. Without a type, or of the type custom, they are the application's; all others are the vendor's and kept whole.</summary>
internal static class MessagesToolDecoder
{
    /// <summary>Takes the array of tools.</summary>
    public static ImmutableArray<Tool> Read(ref JsonWalk walk)
    {
        ImmutableArray<Tool>.Builder tools = ImmutableArray.CreateBuilder<Tool>();
        walk.EnterArray(new JsonPlace("$.tools"));
        while (walk.NextElement())
        {
            JsonPlace place = new("$.tools[{0}]", tools.Count);
            ReadOnlySpan<byte> type = walk.PeekType(place);
            tools.Add(type.IsEmpty || type.SequenceEqual("custom"u8)
                ? ReadFunction(ref walk, place)
                : new Tool.Native(WireProtocol.AnthropicMessages, Encoding.UTF8.GetString(type), walk.Raw()) { Place = place });
        }

        return tools.DrainToImmutable();
    }

    private static Tool.Function ReadFunction(ref JsonWalk walk, JsonPlace place)
    {
        string? tool = null;
        string? description = null;
        ReadOnlyMemory<byte>? schema = null;
        bool? isStrict = null;
        BlockRest rest = new(place);
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
            else if (name.SequenceEqual("input_schema"u8))
            {
                schema = walk.Object(place, "input_schema");
            }
            else if (name.SequenceEqual("strict"u8))
            {
                isStrict = walk.Flag(place, "strict");
            }
            else
            {
                rest.Take(ref walk, name);
            }
        }

        return new Tool.Function(tool ?? throw JsonWalk.Refuse(place.Member("name"), "is missing"))
        {
            Description = description, Parameters = schema, Strict = isStrict, Place = place, Cache = rest.Cache, Extras = rest.Extras,
        };
    }
}
