namespace Headgate.Llm.Providers;

/// <summary>How a credential is sent to a vendor.</summary>
public enum AuthScheme
{
    /// <summary><c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary><c>x-api-key</c> (Anthropic).</summary>
    XApiKey,

    /// <summary>No credential.</summary>
    None,
}
