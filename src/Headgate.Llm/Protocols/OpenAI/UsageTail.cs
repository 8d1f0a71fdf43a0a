using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>Finds the usage at the end of an answer that passed by unread: of images, transcripts and speech it is the last member.</summary>
public static class UsageTail
{
    private static ReadOnlySpan<byte> Member => "\"usage\":"u8;

    /// <summary>The usage in the last bytes of an answer, whole or streamed; null when there is none.</summary>
    public static Usage? Read(ReadOnlySpan<byte> tail)
    {
        int at = tail.LastIndexOf(Member);
        if (at < 0)
        {
            return null;
        }

        try
        {
            JsonCursor cursor = new(tail[(at + Member.Length)..]);
            return OpenAIUsage.Read(ref cursor);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
