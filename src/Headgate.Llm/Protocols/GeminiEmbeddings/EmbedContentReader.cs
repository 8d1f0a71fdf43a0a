using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>Reads a request to embed one content: https://ai.google.dev/api/embeddings#EmbedContentRequest, read 2026-11-23.</summary>
internal ref struct EmbedContentReader
{
    private readonly JsonPlace _place;
    private readonly WireProtocol _protocol;
    private ExtraList _extras;
    private EmbedContent _content;
    private bool _hasText;

    private EmbedContentReader(JsonPlace place, WireProtocol protocol)
    {
        _place = place;
        _protocol = protocol;
        _extras = new ExtraList(protocol);
        _content = new EmbedContent(new EmbeddingInput.Text(default, place.Member("content")));
    }

    /// <summary>Takes the request.</summary>
    /// <exception cref="UnreadableException">It has no text, or another content than text.</exception>
    public static EmbedContent Read(ref JsonWalk walk, JsonPlace place, WireProtocol protocol)
    {
        EmbedContentReader reader = new(place, protocol);
        reader.ReadMembers(ref walk, place);
        return reader._hasText
            ? reader._content with { Input = reader._content.Input with { Extras = reader._extras.ToImmutable() } }
            : throw JsonWalk.Refuse(place.Member("content"), "is missing; send a content with a text");
    }

    // The same members stand beside the content, and in embedContentConfig.
    private void ReadMembers(ref JsonWalk walk, JsonPlace place)
    {
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (name.SequenceEqual("content"u8))
            {
                ReadContent(ref walk, place.Member("content"));
            }
            else if (name.SequenceEqual("embedContentConfig"u8))
            {
                ReadMembers(ref walk, place.Member("embedContentConfig"));
            }
            else if (name.SequenceEqual("taskType"u8))
            {
                ReadPurpose(ref walk, place);
            }
            else if (name.SequenceEqual("title"u8))
            {
                ReadTitle(ref walk, place);
            }
            else if (name.SequenceEqual("outputDimensionality"u8))
            {
                JsonPlace stood = place.Member("outputDimensionality");
                _content = _content with { Dimensions = new Given<long>(GeminiScalar.Whole(walk, stood), stood.ToString()) };
            }
            else if (name.SequenceEqual("model"u8))
            {
                walk.Skip(); // the path's, once more
            }
            else
            {
                _extras.Take(written, ref walk, place);
            }
        }
    }

    private void ReadPurpose(ref JsonWalk walk, JsonPlace place)
    {
        JsonPlace stood = place.Member("taskType");
        string word = walk.Text(stood);
        if (EmbedTask.PurposeOf(word) is { } purpose)
        {
            _content = _content with { Purpose = new Given<EmbeddingPurpose>(purpose, stood.ToString()) };
        }
        else if (word != "TASK_TYPE_UNSPECIFIED")
        {
            _extras.Take("taskType"u8, ref walk, place);
        }
    }

    private void ReadTitle(ref JsonWalk walk, JsonPlace place)
    {
        string title = walk.Text(place, "title");
        Extra written = new(_protocol, "title", walk.Raw(), place);
        _content = _content with { Title = new Given<string>(title, written.Place.ToString()), TitleAsWritten = written };
    }

    private void ReadContent(ref JsonWalk walk, JsonPlace place)
    {
        StringBuilder text = new();
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("parts"u8))
            {
                ReadParts(ref walk, place.Member("parts"), text);
            }
            else if (name.SequenceEqual("role"u8))
            {
                walk.Skip();
            }
            else
            {
                _extras.Take(name, ref walk, place);
            }
        }

        byte[] json = Encoding.UTF8.GetBytes($"\"{text}\"");
        _content = _content with { Input = new EmbeddingInput.Text(json, place) };
        _hasText = text.Length > 0;
    }

    // Google takes a single one without its array, too.
    private static void ReadParts(ref JsonWalk walk, JsonPlace place, StringBuilder text)
    {
        if (walk.Kind == JsonTokenType.StartObject)
        {
            ReadPart(ref walk, place, text);
            return;
        }

        walk.EnterArray(place);
        for (int i = 0; walk.NextElement(); i++)
        {
            ReadPart(ref walk, place.Item(i), text);
        }
    }

    // The parts of a content are one text; each is taken as it stands in the body, escapes and all.
    private static void ReadPart(ref JsonWalk walk, JsonPlace place, StringBuilder text)
    {
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("text"u8))
            {
                throw JsonWalk.Refuse(place, "is no text, and where it is sent only texts are embedded");
            }

            walk.Text(place.Member("text"));
            text.Append(Encoding.UTF8.GetString(walk.Raw().Span[1..^1]));
        }
    }
}
