namespace Headgate.Gateway.Config;

/// <summary>How an alias chooses among its targets.</summary>
public enum Strategy
{
    /// <summary>In config order.</summary>
    Priority,

    /// <summary>In turn, by weight; the others follow in config order.</summary>
    Weighted,
}
