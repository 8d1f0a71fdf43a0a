namespace Headgate.Gateway.Config;

/// <summary>How an alias chooses among its targets.</summary>
public enum Strategy
{
    /// <summary>In config order.</summary>
    Priority,

    /// <summary>In turn, by weight; the others follow in config order.</summary>
    Weighted,

    /// <summary>The faster of two drawn, by the time to the first token and between tokens.</summary>
    Latency,

    /// <summary>The cheapest for the request.</summary>
    Cost,

    /// <summary>The one with the fewest calls under way.</summary>
    LeastBusy,
}
