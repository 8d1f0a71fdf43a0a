using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads what a tool gave: https://ai.google.dev/api/caching#FunctionResponse, read 2026-11-22. Its <c>response</c> is an object, whose JSON is the
/// text for vendors that take text; of one that is nothing but <c>output</c>, <c>result</c> or <c>error</c>, it is what that holds.
/// </summary>
internal static class GeminiResultReader
{
    /// <summary>Takes a <c>functionResponse</c>.</summary>
    public static ToolResultPart Read(ref JsonWalk walk, JsonPlace place, GeminiCalls calls, ref ExtraList extras)
    {
        string id = "";
        JsonWalk tool = default;
        string? name = null;
        ToolResultPart result = new("", []);
        ImmutableArray<ContentPart> media = [];
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            if (written.SequenceEqual("id"u8))
            {
                id = walk.Text(place, "id");
            }
            else if (written.SequenceEqual("name"u8))
            {
                name = walk.Text(place, "name");
                tool = walk;
            }
            else if (written.SequenceEqual("response"u8))
            {
                result = ReadResponse(walk.Object(place, "response"));
            }
            else if (written.SequenceEqual("parts"u8))
            {
                media = ReadMedia(ref walk, place, ref extras);
            }
            else
            {
                extras.Take(written, ref walk, place);
            }
        }

        result = result with { CallId = calls.OfResult(id, name, out bool isStray), Content = [.. result.Content, .. media] };
        if (name is not null && isStray)
        {
            extras.Take("name"u8, ref tool, place);
        }

        return result;
    }

    private static ToolResultPart ReadResponse(ReadOnlyMemory<byte> response)
    {
        JsonWalk walk = new(response);
        walk.EnterObject(default);
        if (walk.NextMember(out ReadOnlySpan<byte> name))
        {
            bool isError = name.SequenceEqual("error"u8);
            bool isPlain = isError || name.SequenceEqual("result"u8) || name.SequenceEqual("output"u8);
            JsonWalk held = walk;
            walk.Skip();
            if (isPlain && !walk.NextMember(out _) && TextOf(ref held, isError) is { } text)
            {
                return new ToolResultPart("", [new TextPart(text)]) { IsError = isError ? true : null };
            }
        }

        return new ToolResultPart("", [new TextPart(Encoding.UTF8.GetString(response.Span))]);
    }

    // A text that is an object's JSON stays where it is: by itself it would be taken for that object, should it come back to Gemini.
    private static string? TextOf(ref JsonWalk held, bool isError)
    {
        if (held.Kind != JsonTokenType.String)
        {
            return Encoding.UTF8.GetString(held.Raw().Span);
        }

        string text = held.Text(default);
        return isError || !new JsonSkim(Encoding.UTF8.GetBytes(text)).TryWalk(int.MaxValue) ? text : null;
    }

    private static ImmutableArray<ContentPart> ReadMedia(ref JsonWalk walk, JsonPlace result, ref ExtraList extras)
    {
        JsonPlace parts = result.Member("parts");
        ImmutableArray<ContentPart>.Builder media = ImmutableArray.CreateBuilder<ContentPart>();
        walk.EnterArray(parts);
        for (int i = 0; walk.NextElement(); i++)
        {
            JsonPlace place = parts.Item(i);
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> written))
            {
                ReadOnlySpan<byte> name = GeminiName.Of(written);
                ExtraList own = new(WireProtocol.GeminiGenerateContent);
                if (name.SequenceEqual("inlineData"u8))
                {
                    ContentPart inline = GeminiMediaReader.ReadInline(ref walk, place.Member("inlineData"), ref own);
                    media.Add(inline with { Place = place, Extras = own.ToImmutable() });
                }
                else if (name.SequenceEqual("fileData"u8))
                {
                    ContentPart file = GeminiMediaReader.ReadFile(ref walk, place.Member("fileData"), ref own);
                    media.Add(file with { Place = place, Extras = own.ToImmutable() });
                }
                else
                {
                    extras.Take(written, ref walk, place);
                }
            }
        }

        return media.ToImmutable();
    }
}
