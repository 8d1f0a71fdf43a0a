using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>The members that one of Google's messages may have: any other is refused, at any depth.</summary>
internal sealed class FieldShape(params string[] plain)
{
    // Null: whatever the member holds is the caller's own.
    private readonly Dictionary<string, FieldShape?> _fields = plain.ToDictionary(name => name, FieldShape? (_) => null);

    private FieldShape? _values;

    /// <summary>Adds a member that holds a message, or a list of them.</summary>
    public FieldShape With(string name, FieldShape shape)
    {
        _fields[name] = shape;
        return this;
    }

    /// <summary>A map: its names are the caller's, its values are messages.</summary>
    public static FieldShape MapOf(FieldShape values) => new() { _values = values };

    /// <summary>The first member that is unknown, in Google's words; null when there is none.</summary>
    public VendorError? Violation(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray()
            .Select((item, i) => Violation(item, $"{path}[{i}]")).FirstOrDefault(error => error is not null),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(member => Member(member, path)).FirstOrDefault(error => error is not null),
        _ => null,
    };

    private VendorError? Member(JsonProperty member, string path)
    {
        if (_values is not null)
            return _values.Violation(member.Value, $"{path}[{member.Name}]");
        if (!_fields.TryGetValue(member.Name, out var shape))
            return Unknown(member.Name, path);
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
        return shape?.Violation(member.Value, path.Length == 0 ? name : $"{path}.{name}");
    }

    private static VendorError Unknown(string name, string path) => new(400,
        $"Invalid JSON payload received. Unknown name \"{name}\"{(path.Length == 0 ? "" : $" at '{path}'")}: Cannot find field.");
}
