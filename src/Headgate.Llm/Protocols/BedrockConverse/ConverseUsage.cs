using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Bedrock's <c>usage</c>. Its input tokens leave the cache out.</summary>
internal static class ConverseUsage
{
    /// <summary>Consumes the value at the cursor; null when it has no meters.</summary>
    public static Usage? Read(ref JsonCursor cursor)
    {
        Usage usage = new();
        long? written = null;
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("inputTokens"u8))
            {
                usage = usage with { InputText = cursor.Count() };
            }
            else if (name.SequenceEqual("outputTokens"u8))
            {
                usage = usage with { OutputText = cursor.Count() };
            }
            else if (name.SequenceEqual("cacheReadInputTokens"u8))
            {
                usage = usage with { CacheRead = cursor.Count() };
            }
            else if (name.SequenceEqual("cacheWriteInputTokens"u8))
            {
                written = cursor.Count();
            }
            else if (name.SequenceEqual("cacheDetails"u8))
            {
                usage = usage with { CacheWrite1h = ReadOneHour(ref cursor) };
            }
            else
            {
                cursor.Skip();
            }
        }

        return usage.InputText is null && usage.OutputText is null
            ? null
            : usage with { CacheWrite5m = written is { } all ? Math.Max(0, all - (usage.CacheWrite1h ?? 0)) : null };
    }

    /// <summary>Consumes a <c>serviceTier</c>: the class of service given; null when it is not said.</summary>
    public static string? Tier(ref JsonCursor cursor)
    {
        string? tier = null;
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                tier = ServiceTiers.Read(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }

        return tier;
    }

    /// <summary>True when a member of <c>usage</c> is a meter that is read, or their sum.</summary>
    public static bool Knows(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("inputTokens"u8) || name.SequenceEqual("outputTokens"u8) || name.SequenceEqual("totalTokens"u8)
        || name.SequenceEqual("cacheReadInputTokens"u8) || name.SequenceEqual("cacheWriteInputTokens"u8) || name.SequenceEqual("cacheDetails"u8);

    private static long? ReadOneHour(ref JsonCursor details)
    {
        long? sum = null;
        bool isList = details.EnterArray();
        while (isList && details.NextElement())
        {
            bool isOneHour = false;
            long? tokens = null;
            bool isDetail = details.EnterObject();
            while (isDetail && details.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("ttl"u8))
                {
                    isOneHour = details.Is("1h"u8);
                }
                else
                {
                    tokens = details.Count();
                }
            }

            sum = isOneHour ? (sum ?? 0) + (tokens ?? 0) : sum;
        }

        return sum;
    }
}
