namespace Headgate.Llm.Chat.Parts;

/// <summary>An image.</summary>
/// <param name="Source">Where it is.</param>
public sealed record ImagePart(MediaSource Source) : ContentPart
{
    /// <summary>How closely to look, OpenAI's auto, low, high, original; null = not said.</summary>
    public string? Detail { get; init; }

    /// <summary>Where <see cref="Detail"/> stood; default the part's own member.</summary>
    public JsonPlace DetailPlace { get => field == default ? Place.Member("detail") : field; init; }
}
