using System.Text.Json.Serialization;

namespace Headgate.Llm.Providers;

/// <summary>How a credential is sent to a vendor.</summary>
public enum AuthScheme
{
    /// <summary><c>Authorization: Bearer</c>.</summary>
    [JsonStringEnumMemberName("bearer")]
    Bearer,

    /// <summary><c>x-api-key</c> (Anthropic).</summary>
    [JsonStringEnumMemberName("x-api-key")]
    XApiKey,

    /// <summary><c>api-key</c> (Azure).</summary>
    [JsonStringEnumMemberName("api-key")]
    ApiKey,

    /// <summary><c>x-goog-api-key</c> (Google).</summary>
    [JsonStringEnumMemberName("x-goog-api-key")]
    XGoogApiKey,

    /// <summary>No credential.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
