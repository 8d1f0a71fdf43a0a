namespace Headgate.Llm.Chat.Parts;

/// <summary>Where an image, a sound or a document is.</summary>
public abstract record MediaSource
{
    private MediaSource()
    {
    }

    /// <summary>Here, in base64.</summary>
    /// <param name="MediaType">Its type: <c>image/png</c>.</param>
    /// <param name="Data">The base64 text as ASCII bytes: a slice of the body it was read from.</param>
    public sealed record Base64(string MediaType, ReadOnlyMemory<byte> Data) : MediaSource;

    /// <summary>At an address, for the vendor to fetch.</summary>
    /// <param name="Address">The address, as written.</param>
    public sealed record Url(string Address) : MediaSource;

    /// <summary>At the vendor, under an id.</summary>
    /// <param name="Id">The vendor's id of it.</param>
    public sealed record File(string Id) : MediaSource;

    /// <summary>Here, as plain text (documents only).</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : MediaSource;
}
