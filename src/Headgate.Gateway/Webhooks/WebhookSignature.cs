using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Webhooks;

/// <summary>Signs events as Standard Webhooks has it: HMAC-SHA256 over id, time and body.</summary>
internal static class WebhookSignature
{
    /// <summary><c>v1,</c> and the Base64 of the signature.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="timestamp">When it is sent, Unix seconds.</param>
    /// <param name="body">The body as it goes out.</param>
    public static string Of(ImmutableArray<byte> secret, string id, string timestamp, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret.AsSpan(), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
}
