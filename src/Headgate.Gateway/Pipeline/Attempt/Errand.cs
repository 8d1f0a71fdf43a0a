namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What a call asks of a target, as far as its place in a queue and its target's health depend on it.</summary>
/// <param name="Key">Whose it is: the virtual key's id.</param>
/// <param name="IsStream">True when a stream is asked for.</param>
/// <param name="InputTokens">About how many tokens are sent; 0 when the body is not read.</param>
internal readonly record struct Errand(string Key, bool IsStream, long InputTokens);
