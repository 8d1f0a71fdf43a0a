using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads a <c>Content</c> of a request: https://ai.google.dev/api/caching#Content, read 2026-11-22.</summary>
/// <param name="calls">The calls of the conversation so far.</param>
internal sealed class GeminiContentReader(GeminiCalls calls)
{
    /// <summary>Takes a turn of the conversation. Who does not say who speaks is the user.</summary>
    public Message ReadTurn(ref JsonWalk walk, JsonPlace place)
    {
        JsonWalk content = walk;
        return Read(ref walk, place) with { Role = RoleOf(content, place) };
    }

    /// <summary>Takes the instructions, whose role says nothing.</summary>
    public Message ReadInstructions(ref JsonWalk walk, JsonPlace place) => Read(ref walk, place) with { Role = Role.System };

    private Message Read(ref JsonWalk walk, JsonPlace place)
    {
        ImmutableArray<ContentPart> parts = [];
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("parts"u8))
            {
                parts = ReadParts(ref walk, place);
            }
            else if (name.SequenceEqual("role"u8))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return new Message { Role = Role.User, Parts = parts, Place = place, Extras = extras.ToImmutable() };
    }

    // Google takes a single one without its array, too.
    private ImmutableArray<ContentPart> ReadParts(ref JsonWalk walk, JsonPlace content)
    {
        if (walk.Kind == JsonTokenType.StartObject)
        {
            return GeminiPartReader.Read(ref walk, content.Member("parts"), calls);
        }

        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>();
        walk.EnterArray(content.Member("parts"));
        for (int i = 0; walk.NextElement(); i++)
        {
            parts.AddRange(GeminiPartReader.Read(ref walk, PartAt(content, i), calls));
        }

        return parts.DrainToImmutable();
    }

    private static Role RoleOf(JsonWalk content, JsonPlace place)
    {
        content.EnterObject(place);
        while (content.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                return content.Is("model"u8) ? Role.Assistant
                    : content.Is("user"u8) || content.Is("function"u8) || content.Is(""u8) ? Role.User
                    : throw JsonWalk.Refuse(place.Member("role"), "must be user or model");
            }

            content.Skip();
        }

        return Role.User;
    }

    private static JsonPlace PartAt(JsonPlace content, int index) => content.Shape == "$.contents[{0}]"
        ? content with { Shape = "$.contents[{0}].parts[{1}]", Second = index }
        : content.Member("parts").Item(index);
}
