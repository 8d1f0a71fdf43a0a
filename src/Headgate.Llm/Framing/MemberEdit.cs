using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>One edit of a top-level member. Made once, it serves any number of bodies.</summary>
public sealed class MemberEdit
{
    private MemberEdit(string name, ReadOnlyMemory<byte> rawJson, EditKind kind)
    {
        Name = Encoding.UTF8.GetBytes(name);
        Opening = (byte[])[(byte)',', .. Quote(name), (byte)':'];
        RawJson = rawJson;
        Kind = kind;
    }

    /// <summary>Sets <c>stream_options.include_usage</c> to true, keeping that member's others as they are (null or absent: made anew).</summary>
    public static MemberEdit AskForUsage { get; } = new("stream_options", """{"include_usage":true}"""u8.ToArray(), EditKind.AskForUsage);

    /// <summary>The member's name.</summary>
    internal byte[] Name { get; }

    /// <summary>What goes before the value where the member is added: a comma, the quoted name, a colon.</summary>
    internal ReadOnlyMemory<byte> Opening { get; }

    /// <summary>The value to set; empty where the member is removed.</summary>
    internal ReadOnlyMemory<byte> RawJson { get; }

    internal EditKind Kind { get; }

    /// <summary>Sets a member to raw JSON, in its place when it is there, else as the object's last member.</summary>
    public static MemberEdit Set(string name, ReadOnlyMemory<byte> rawJson) => new(name, rawJson, EditKind.Set);

    /// <summary>Sets a member to a string.</summary>
    public static MemberEdit SetString(string name, string value) => Set(name, Quote(value));

    /// <summary>Sets a member to a whole number.</summary>
    public static MemberEdit SetNumber(string name, long value) => Set(name, Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Sets a member to raw JSON when it is absent.</summary>
    public static MemberEdit SetDefault(string name, ReadOnlyMemory<byte> rawJson) => new(name, rawJson, EditKind.SetDefault);

    /// <summary>Edits a member of an object that is a member, which is made where it is absent; all else in it stays.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="inner">The edit in it.</param>
    /// <param name="request">The body that the edit is for: unlike the others, this one serves no other.</param>
    public static MemberEdit Within(string name, MemberEdit inner, JsonScan request)
    {
        JsonScan whole = request.TryGet(Encoding.UTF8.GetBytes(name), out JsonMember member) && member.Kind == JsonTokenType.StartObject
            ? JsonScan.OfObject(request.ValueOf(member))
            : JsonScan.OfObject("{}"u8.ToArray());
        var edits = new RequestEdits();
        edits.Add(inner);
        return Set(name, edits.Apply(whole).ToArray());
    }

    /// <summary>Removes a member with its comma; nothing when it is absent.</summary>
    public static MemberEdit Remove(string name) => new(name, default, EditKind.Remove);

    // By way of UTF-8, because an encoder of strings throws on a lone surrogate.
    private static byte[] Quote(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
    }
}
