namespace Headgate.Gateway.Stores;

/// <summary>What an object of the config that lives in the store is.</summary>
public enum ConfigObjectKind
{
    /// <summary>A member of <c>providers:</c>.</summary>
    Provider,

    /// <summary>A member of <c>models:</c>.</summary>
    Model,
}
