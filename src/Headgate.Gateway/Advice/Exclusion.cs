namespace Headgate.Gateway.Advice;

/// <summary>Why an entry of an alias is out.</summary>
public enum Exclusion
{
    /// <summary>Its <c>when</c> does not hold.</summary>
    Condition,

    /// <summary>The request needs what it is written to be <c>without</c>.</summary>
    Ability,

    /// <summary>The request is probably longer than its <c>context_window</c>, and another's is long enough.</summary>
    ContextWindow,

    /// <summary>Its vendor speaks neither the client's protocol nor one that this is translated into.</summary>
    Protocol,

    /// <summary>Its provider is called with credentials that callers bring, and this one brings none.</summary>
    Credential,

    /// <summary>All that it would call is parked or sick.</summary>
    Health,

    /// <summary>It is another alias, all of whose entries are out.</summary>
    Nested,
}
