using System.Buffers.Text;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Requests;

/// <summary>
/// <see cref="Usage"/> as the JSON that <see cref="RecordJson"/> reads, written by hand: it is the one JSON that nearly every row has.
/// </summary>
internal ref struct UsageJson
{
    /// <summary>Room for the longest: 15 meters of names up to 17 bytes, quotes, colon, comma, and 19 digits with a sign.</summary>
    public const int MaxBytes = 15 * (17 + 4 + 20) + 2;

    private readonly Span<byte> _room;
    private int _length;

    private UsageJson(Span<byte> room)
    {
        _room = room;
        _room[_length++] = (byte)'{';
    }

    /// <summary>Writes it into a room of <see cref="MaxBytes"/>; gives the part that was written.</summary>
    public static ReadOnlySpan<byte> Write(Usage usage, Span<byte> room)
    {
        UsageJson json = new(room);
        json.Add("\"input_text\":"u8, usage.InputText);
        json.Add("\"input_image\":"u8, usage.InputImage);
        json.Add("\"input_audio\":"u8, usage.InputAudio);
        json.Add("\"cache_read\":"u8, usage.CacheRead);
        json.Add("\"cache_write5m\":"u8, usage.CacheWrite5m);
        json.Add("\"cache_write30m\":"u8, usage.CacheWrite30m);
        json.Add("\"cache_write1h\":"u8, usage.CacheWrite1h);
        json.Add("\"cache_write12h\":"u8, usage.CacheWrite12h);
        json.Add("\"output_text\":"u8, usage.OutputText);
        json.Add("\"output_reasoning\":"u8, usage.OutputReasoning);
        json.Add("\"output_audio\":"u8, usage.OutputAudio);
        json.Add("\"output_image\":"u8, usage.OutputImage);
        json.Add("\"web_searches\":"u8, usage.WebSearches);
        json.Add("\"web_fetches\":"u8, usage.WebFetches);
        json.Add("\"search_units\":"u8, usage.SearchUnits);
        return json.End();
    }

    private void Add(ReadOnlySpan<byte> name, long? meter)
    {
        if (meter is not { } count)
            return;
        if (_length > 1)
            _room[_length++] = (byte)',';
        name.CopyTo(_room[_length..]);
        _length += name.Length;
        Utf8Formatter.TryFormat(count, _room[_length..], out int digits);
        _length += digits;
    }

    private ReadOnlySpan<byte> End()
    {
        _room[_length++] = (byte)'}';
        return _room[.._length];
    }
}
