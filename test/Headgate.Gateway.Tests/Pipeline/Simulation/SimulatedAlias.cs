using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>An alias of a simulated world.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Strategy">How it chooses.</param>
/// <param name="Targets">Providers, with weights and prices.</param>
/// <param name="Nested">An alias that is the last of its targets.</param>
/// <param name="Tries">Calls of one target at most.</param>
/// <param name="MaxAttempts">Calls at most.</param>
/// <param name="FirstToken">Seconds to the first token at most.</param>
/// <param name="HedgeAfter">Milliseconds after which the next target is called beside.</param>
/// <param name="Resumes">True when another target goes on with an answer that breaks off.</param>
internal sealed record SimulatedAlias(
    string Name, Strategy Strategy, ImmutableArray<(int Provider, int Weight, int? Price)> Targets, int? Nested, int Tries, int MaxAttempts, int? FirstToken,
    int? HedgeAfter, bool Resumes)
{
    public ModelAlias Make(ImmutableArray<Provider> providers, IReadOnlyList<ModelAlias> before) => new()
    {
        Name = Name,
        Strategy = Strategy,
        Targets =
        [
            .. Targets.Select(target => new AliasTarget.Model(providers[target.Provider], "m", target.Weight) { Pricing = PriceOf(target.Price) }),
            .. Nested is { } nested ? (AliasTarget[])[new AliasTarget.Alias(before[nested], 1)] : [],
        ],
        MaxAttempts = MaxAttempts,
        Resumes = Resumes,
        Retry = new RetryOptions { Tries = Tries },
        Hedge = HedgeAfter is { } after ? new HedgeOptions(TimeSpan.FromMilliseconds(after), 50, null) : null,
        Timeouts = new TimeoutOptions
        {
            FirstToken = FirstToken is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Idle = TimeSpan.FromSeconds(5),
            Total = TimeSpan.FromSeconds(30),
        },
    };

    private static PriceRow? PriceOf(int? price) =>
        price is { } known ? new PriceRow([new(PriceMeter.Input, known * 1_000_000L), new(PriceMeter.Output, known * 5_000_000L)]) : null;
}
