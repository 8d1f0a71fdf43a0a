namespace Headgate.Gateway.Budgets;

/// <summary>The levels at which money is bounded, the narrowest first.</summary>
public enum BudgetScopeKind
{
    /// <summary>One virtual key.</summary>
    Key,

    /// <summary>One user of an application, as the application names them, within its key or team.</summary>
    EndUser,

    /// <summary>All keys of a team.</summary>
    Team,

    /// <summary>All teams and keys of an organization.</summary>
    Organization,

    /// <summary>All that carries a trusted tag.</summary>
    Tag,

    /// <summary>All that asks for a model.</summary>
    Model,
}
