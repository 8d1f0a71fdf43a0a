using System.Collections.Frozen;
using System.Text.Json;

namespace Headgate.Simulator.Serving;

/// <summary>The strictness of vendors that validate against a closed schema.</summary>
internal static class Pickiness
{
    public static VendorError? Violation(JsonElement root, FrozenSet<string> known)
    {
        foreach (var field in root.EnumerateObject())
        {
            if (field.NameEquals("stream_options") || !known.Contains(field.Name))
                return Extra(field.Name);
        }

        return null;
    }

    private static VendorError Extra(string field) =>
        new(422, $"{field}: extra inputs are not permitted") { Param = field, Code = "extra_forbidden" };
}
