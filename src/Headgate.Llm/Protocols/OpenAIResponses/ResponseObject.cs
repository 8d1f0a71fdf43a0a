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
/// <param name="Output">What its <c>output</c> consists of; null when there is none, as in no response.</param>
/// <param name="ServiceTier">The class of service given, or asked for while none is; null when absent.</param>
internal readonly record struct ResponseObject(string? Id, Usage? Usage, OutputReading? Output, string? ServiceTier)
{
    /// <summary>True when there is an <c>output</c> array.</summary>
    public bool HasOutput => Output is not null;

    /// <summary>Ids of its items; null when there are none.</summary>
    public IReadOnlyList<string>? ItemIds => Output?.Ids;

    /// <summary>What the native lane reads off a whole reply.</summary>
    public ReplyReading ToReading() => new(HasOutput, Usage, Id) { ServiceTier = ServiceTier, ItemIds = ItemIds };

    /// <summary>Consumes the value at the cursor.</summary>
    public static ResponseObject Read(ref JsonCursor cursor)
    {
        string? id = null;
        Usage? usage = null;
        string? tier = null;
        OutputReading? output = null;
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
                output = OutputReading.Read(ref cursor);
            }
            else
            {
                cursor.Skip();
            }
        }

        usage = output is { Searches: > 0 } && usage is not null ? usage with { WebSearches = output.Searches } : usage;
        return new ResponseObject(id, usage, output, tier);
    }
}
