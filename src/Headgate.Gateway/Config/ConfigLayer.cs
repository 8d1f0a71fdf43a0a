namespace Headgate.Gateway.Config;

/// <summary>Where an object of the config comes from.</summary>
public enum ConfigLayer
{
    /// <summary>A config file or the environment: read-only in API and console.</summary>
    File,

    /// <summary>The store: made by API, console or command.</summary>
    Store,
}
