namespace Headgate.Gateway.Fleets;

/// <summary>Predicts the time to a first token: what is queued before it, what the cache does not have, and the next step of the answers under way.</summary>
internal static class Predictor
{
    /// <summary>What every prompt takes beside its tokens, in tokens.</summary>
    public const double OverheadTokens = 128;

    /// <summary>The seconds until the first token.</summary>
    /// <param name="outlook">How a replica stands to the prompt.</param>
    /// <param name="found">The share of the prompt's tokens that the cache is not known to have, and probably has, 0 to 1.</param>
    public static double FirstToken(in Outlook outlook, double found) =>
        ((outlook.QueuedTokens + (outlook.PromptTokens * (1 - found)) + OverheadTokens) * outlook.SecondsPerToken)
        + outlook.StepSeconds + outlook.OverdueSeconds;
}
