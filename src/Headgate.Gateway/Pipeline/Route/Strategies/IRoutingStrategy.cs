using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>
/// How an alias chooses among its entries. Pure in what it is given: it keeps nothing, draws nothing and looks at no clock. An entry counts as
/// what it would call first.
/// </summary>
internal interface IRoutingStrategy
{
    /// <summary>The name in the config.</summary>
    string Name { get; }

    /// <summary>Puts the candidates in order where they lie, best first. They come in the order of the config.</summary>
    void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw);
}
