using System.Text;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>The class of service in which a vendor says that it served a call. Names that are known cost no allocation.</summary>
internal static class ServiceTiers
{
    private const int LongestName = 64;

    private static readonly string[] Known = ["default", "standard", "priority", "flex", "batch", "auto", "on_demand", "performance", "scale", "reserved"];

    /// <summary>Consumes the value at the cursor; null when it is no text.</summary>
    public static string? Read(ref JsonCursor cursor) => Name(cursor.Word());

    /// <summary>The name in these bytes; null when there is none.</summary>
    public static string? Name(ReadOnlySpan<byte> word)
    {
        foreach (string known in Known)
        {
            if (Ascii.EqualsIgnoreCase(word, known))
            {
                return known;
            }
        }

        return word.IsEmpty ? null : Encoding.UTF8.GetString(word[..Math.Min(word.Length, LongestName)]);
    }
}
