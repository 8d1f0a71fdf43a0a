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
                return new VendorError(422, $"{field.Name}: extra inputs are not permitted") { Param = field.Name, Code = "extra_forbidden" };
        }

        return null;
    }
}
