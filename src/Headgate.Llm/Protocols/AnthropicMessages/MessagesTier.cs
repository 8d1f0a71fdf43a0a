using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Anthropic's words for the class of service that an answer was given: standard, priority, batch.</summary>
internal static class MessagesTier
{
    /// <summary>The word for an answer; null when nothing was said, or Anthropic has no such class.</summary>
    public static string? Word(string? tier, LossList losses)
    {
        if (tier is null or "standard" or "priority" or "batch")
        {
            return tier;
        }

        if (tier == "default")
        {
            return "standard";
        }

        losses.Add("$.service_tier", "Anthropic has no such class of service");
        return null;
    }
}
