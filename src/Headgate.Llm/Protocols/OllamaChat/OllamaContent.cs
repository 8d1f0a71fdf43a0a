using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>What one message says, as Ollama has it: one text, and images as bytes. Everything else is lost.</summary>
internal sealed class OllamaContent(LossList losses)
{
    private readonly List<string> _texts = [];
    private readonly List<MediaSource.Base64> _images = [];

    /// <summary>True when there are images.</summary>
    public bool HasImages => _images.Count > 0;

    /// <summary>The text.</summary>
    public string Text => string.Join('\n', _texts);

    /// <summary>Forgets what was taken.</summary>
    public void Clear()
    {
        _texts.Clear();
        _images.Clear();
    }

    /// <summary>Adds a text of the gateway's own.</summary>
    public void Say(string text) => _texts.Add(text);

    /// <summary>Puts words before the text.</summary>
    public void Lead(string words)
    {
        if (_texts.Count == 0)
        {
            _texts.Add(words);
        }
        else
        {
            _texts[0] = words + _texts[0];
        }
    }

    /// <summary>Adds a part, or names its loss.</summary>
    public void Take(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                _texts.Add(text.Text);
                break;
            case RefusalPart refusal:
                _texts.Add(refusal.Text);
                break;
            case DocumentPart { Source: MediaSource.Text document } titled:
                _texts.Add(titled.Name is { } name ? $"{name}\n\n{document.Value}" : document.Value);
                break;
            case ImagePart { Source: MediaSource.Base64 image } shown:
                _images.Add(image);
                LoseDetail(shown);
                break;
            default:
                losses.Add(part.Place, "Ollama takes text, and images as bytes");
                return;
        }

        LoseRest(part);
    }

    /// <summary>Takes over the images of another message.</summary>
    public void TakeImages(OllamaContent other) => _images.AddRange(other._images);

    /// <summary>Names what only other protocols know of a part.</summary>
    public void LoseRest(ContentPart part)
    {
        losses.Add(part.Extras, OllamaRequestEncoder.NoCounterpart);
        if (part.Cache is { } marker)
        {
            losses.Add(marker.Place, OllamaRequestEncoder.NoCounterpart);
        }
    }

    /// <summary>Writes <c>content</c> and <c>images</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("content"u8, Text);
        if (_images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("images"u8);
        foreach (MediaSource.Base64 image in _images)
        {
            json.WriteStringValue(image.Data.Span);
        }

        json.WriteEndArray();
    }

    private void LoseDetail(ImagePart image)
    {
        if (image.Detail is not null and not "auto")
        {
            losses.Add(image.DetailPlace, OllamaRequestEncoder.NoCounterpart);
        }
    }
}
