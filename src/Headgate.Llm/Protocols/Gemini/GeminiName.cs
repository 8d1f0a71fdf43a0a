using System.Text;

namespace Headgate.Llm.Protocols.Gemini;

/// <summary>
/// The names of members, which Google takes in two spellings, <c>systemInstruction</c> and <c>system_instruction</c>:
/// https://protobuf.dev/programming-guides/json/, read 2026-11-22.
/// </summary>
internal static class GeminiName
{
    /// <summary>The spelling in camel case, whichever was written.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> written) =>
        written.Contains((byte)'_') ? Encoding.UTF8.GetBytes(InCamelCase(Encoding.UTF8.GetString(written))) : written;

    // What begins with one is another name: _responseJsonSchema.
    private static string InCamelCase(string written)
    {
        StringBuilder name = new(written.Length);
        foreach (char sign in written)
        {
            if (name.Length > 1 && name[^1] == '_' && char.IsAsciiLetterLower(sign))
            {
                name[^1] = char.ToUpperInvariant(sign);
            }
            else
            {
                name.Append(sign);
            }
        }

        return name.ToString();
    }
}
