using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>What is said of an answer from its beginning.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">When it was begun, seconds since 1970.</param>
/// <param name="Model">The model; null when the vendor did not say.</param>
/// <param name="Tier">The class of service; null when the vendor did not say.</param>
internal sealed record ResponseHead(string Id, long Created, string? Model, string? Tier)
{
    /// <summary>The head of an answer by what its vendor said.</summary>
    public static ResponseHead Of(string? vendorId, DateTimeOffset? created, string? model, string? vendorTier, LossList losses) =>
        new(AnswerId.Of(AnswerId.Response, vendorId), created?.ToUnixTimeSeconds() ?? 0, model, TierOf(vendorTier, losses));

    // Anthropic's words for the classes of service in OpenAI's.
    private static string? TierOf(string? vendorTier, LossList losses)
    {
        if (vendorTier == "batch")
        {
            losses.Add("$.usage.service_tier", ResponsesProtocol.NoCounterpart);
            return null;
        }

        return vendorTier == "standard" ? "default" : vendorTier;
    }
}
