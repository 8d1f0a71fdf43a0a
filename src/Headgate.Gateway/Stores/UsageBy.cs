namespace Headgate.Gateway.Stores;

/// <summary>What usage is told apart by.</summary>
public enum UsageBy
{
    /// <summary>The virtual key's name.</summary>
    Key,

    /// <summary>The key's team.</summary>
    Team,

    /// <summary>The model as the client asked.</summary>
    Model,

    /// <summary>The provider that answered.</summary>
    Provider,

    /// <summary>Each trusted tag, <c>name=value</c>; what has several counts in each, what has none in none.</summary>
    Tag,
}
