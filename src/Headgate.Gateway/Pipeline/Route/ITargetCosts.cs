using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>What a call is expected to cost.</summary>
internal interface ITargetCosts
{
    /// <summary>Nano-dollars for a call; null when the target has no price.</summary>
    /// <param name="target">What is called.</param>
    /// <param name="inputTokens">Tokens sent, the cached ones included.</param>
    /// <param name="cachedTokens">Those of them that the prompt cache is expected to have.</param>
    /// <param name="outputTokens">Tokens that are expected back.</param>
    long? Of(Target target, long inputTokens, long cachedTokens, long outputTokens);
}
