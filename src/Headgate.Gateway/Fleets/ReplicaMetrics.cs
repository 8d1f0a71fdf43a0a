namespace Headgate.Gateway.Fleets;

/// <summary>What a replica says of itself, whoever its work is for.</summary>
/// <param name="Waiting">Requests that it has not begun.</param>
/// <param name="Running">Requests that it works on.</param>
/// <param name="CacheTokens">The tokens that its prompt cache can hold; null when it does not say.</param>
/// <param name="PromptTokens">The tokens of all prompts so far, those included that the cache had; null when it does not say.</param>
internal readonly record struct ReplicaMetrics(double Waiting, double Running, long? CacheTokens, double? PromptTokens);
