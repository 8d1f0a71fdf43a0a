using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What a call asks of a target, as far as its way there depends on it.</summary>
/// <param name="Key">Whose it is: the virtual key's id.</param>
/// <param name="Body">What is sent; null when it is not read.</param>
internal readonly record struct Errand(string Key, Inbound? Body)
{
    /// <summary>True when a stream is asked for.</summary>
    public bool IsStream => Body?.IsStream ?? false;

    /// <summary>About how many tokens are sent; 0 when the body is not read.</summary>
    public long InputTokens => Body?.InputTokens ?? 0;
}
