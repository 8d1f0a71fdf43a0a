#pragma warning disable CA1822
namespace Headgate.Llm.Framing;

/// <summary>
/// The edits the native lane may make to a client's body: set or remove a top-level member, or set <c>stream_options.include_usage</c>.
/// Everything else stays byte for byte. The last edit of a member wins.
/// </summary>
public sealed class RequestEdits
{
    /// <summary>Sets a top-level member to raw JSON, in its place when it is there, else as the object's last member.</summary>
    public void Set(string name, ReadOnlyMemory<byte> rawJson) => throw null!;

    /// <summary>Sets a top-level member to a string.</summary>
    public void SetString(string name, string value) => throw null!;

    /// <summary>Removes a top-level member with its comma; nothing when it is absent.</summary>
    public void Remove(string name) => throw null!;

    /// <summary>Sets <c>stream_options.include_usage</c> to true, keeping the other members of <c>stream_options</c> as they are (null or absent: made anew).</summary>
    public void AskForUsage() => throw null!;

    /// <summary>The body with the edits: slices of the original and the new pieces, nothing copied but those.</summary>
    public SplicedBody Apply(JsonScan scan) => throw null!;
}
