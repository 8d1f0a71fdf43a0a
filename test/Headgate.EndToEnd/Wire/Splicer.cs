using System.Text;
using System.Text.Json;

namespace Headgate.EndToEnd.Wire;

/// <summary>
/// Makes the edits that a gateway may make to a client's body, written without a line of the gateway's own: a member is set in its
/// place, or directly after the last member's value. Every other byte stays.
/// </summary>
internal static class Splicer
{
    private sealed record Member(string Name, int ValueStart, int ValueEnd);

    /// <summary>Sets top-level members to raw JSON.</summary>
    public static byte[] Set(byte[] body, params (string Name, string Json)[] edits)
    {
        foreach (var (name, json) in edits)
            body = SetOne(body, name, Encoding.UTF8.GetBytes(json));
        return body;
    }

    /// <summary>Sets <c>stream_options.include_usage</c>, keeping what else the options hold.</summary>
    public static byte[] AskForUsage(byte[] body)
    {
        var members = Scan(body);
        var options = members.Find(member => member.Name == "stream_options");
        var value = options is null ? [] : body[options.ValueStart..options.ValueEnd];
        var asked = value is [(byte)'{', ..] ? Set(value, ("include_usage", "true")) : """{"include_usage":true}"""u8.ToArray();
        return SetOne(body, "stream_options", asked);
    }

    private static byte[] SetOne(byte[] body, string name, byte[] json)
    {
        var members = Scan(body);
        if (members.Find(member => member.Name == name) is { } found)
            return [.. body[..found.ValueStart], .. json, .. body[found.ValueEnd..]];
        var end = members.Count > 0 ? members[^1].ValueEnd : Array.IndexOf(body, (byte)'{') + 1;
        var comma = members.Count > 0 ? "," : "";
        return [.. body[..end], .. Encoding.UTF8.GetBytes($"{comma}\"{name}\":"), .. json, .. body[end..]];
    }

    private static List<Member> Scan(byte[] body)
    {
        var members = new List<Member>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            members.Add(new Member(name, start, (int)reader.BytesConsumed));
        }

        return members;
    }
}
