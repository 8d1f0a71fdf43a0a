namespace Headgate.Gateway.Fleets;

/// <summary>What was measured of late, as sums.</summary>
/// <param name="Seconds">Seconds until first tokens.</param>
/// <param name="Tokens">The tokens that were worked through in them.</param>
/// <param name="PromptTokens">Tokens of prompts that the cache was not known to have.</param>
/// <param name="Prompts">The number of those prompts.</param>
/// <param name="UnknownTokens">Those of the tokens that were sent to a favourite whose answer said what its cache had.</param>
/// <param name="FoundTokens">Those of them that it had.</param>
/// <param name="OwnTokens">Tokens of prompts that this gateway sent, of late.</param>
/// <param name="AllTokens">Tokens of prompts that all sent, of late.</param>
internal readonly record struct Measured(
    double Seconds, double Tokens, double PromptTokens, double Prompts, double UnknownTokens, double FoundTokens, double OwnTokens, double AllTokens)
{
    public static Measured operator +(in Measured one, in Measured other) => new(
        one.Seconds + other.Seconds, one.Tokens + other.Tokens, one.PromptTokens + other.PromptTokens, one.Prompts + other.Prompts,
        one.UnknownTokens + other.UnknownTokens, one.FoundTokens + other.FoundTokens,
        one.OwnTokens + other.OwnTokens, one.AllTokens + other.AllTokens);
}
