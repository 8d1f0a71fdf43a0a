using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// What is read off a response object, in a reply or inside an event: https://platform.openai.com/docs/api-reference/responses/object,
/// read 2026-11-22.
/// </summary>
/// <param name="Id">The vendor's id; null when absent.</param>
/// <param name="Usage">The meters, web searches counted from the output; null while the vendor says none.</param>
/// <param name="HasOutput">True when there is an <c>output</c> array, as every response has.</param>
/// <param name="ServiceTier">The class of service given, or asked for while none is; null when absent.</param>
internal readonly record struct ResponseObject(string? Id, Usage? Usage, bool HasOutput, string? ServiceTier)
{
    /// <summary>Consumes the value at the cursor.</summary>
    public static ResponseObject Read(ref JsonCursor cursor)
    {
        string? id = null;
        Usage? usage = null;
        string? tier = null;
        long? searches = null;
        if (!cursor.EnterObject())
        {
            return default;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                id = cursor.Text();
            }
            else if (name.SequenceEqual("usage"u8))
            {
                usage = OpenAIUsage.Read(ref cursor);
            }
            else if (name.SequenceEqual("service_tier"u8))
            {
                tier = ServiceTiers.Read(ref cursor);
            }
            else if (name.SequenceEqual("output"u8))
            {
                searches = CountSearches(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }

        usage = searches > 0 && usage is not null ? usage with { WebSearches = searches } : usage;
        return new ResponseObject(id, usage, HasOutput: searches is not null, tier);
    }

    private static long? CountSearches(ref JsonCursor output)
    {
        if (!output.EnterArray())
        {
            return null;
        }

        long searches = 0;
        while (output.NextElement())
        {
            searches += IsSearch(ref output) ? 1 : 0;
        }

        return searches;
    }

    private static bool IsSearch(ref JsonCursor item)
    {
        bool isSearch = false;
        if (!item.EnterObject())
        {
            return false;
        }

        while (item.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                isSearch = item.Is("web_search_call"u8);
            }
            else
            {
                item.Skip();
            }
        }

        return isSearch;
    }
}
