using System.Text.Json;
using Headgate.Gateway.Config.Rules;

namespace Headgate.Gateway.Credentials;

/// <summary>Reads OAuth's answers: https://www.rfc-editor.org/rfc/rfc6749#section-5, read 2026-11-22.</summary>
internal static class TokenReply
{
    private const int LongestError = 40;

    /// <summary>What is taken for a token's life when the issuer says nothing.</summary>
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);

    /// <summary>The token of a success; null when there is none in it that can be sent.</summary>
    public static AccessToken? Read(ReadOnlyMemory<byte> body, DateTimeOffset asked)
    {
        using JsonDocument? json = JsonWords.Parse(body);
        return JsonWords.Text(json, "access_token") is { } secret && HeaderSyntax.IsValue(secret) && Life(json!.RootElement) is { } life && life > TimeSpan.Zero
            ? new AccessToken(secret, asked, life)
            : null;
    }

    /// <summary>OAuth's word for a refusal; null when there is none, or one that is no word.</summary>
    public static string? ErrorOf(ReadOnlyMemory<byte> body)
    {
        using JsonDocument? json = JsonWords.Parse(body);
        return JsonWords.Text(json, "error") is { Length: <= LongestError } error && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : null;
    }

    // Entra's older endpoints write the number as a string.
    private static TimeSpan? Life(JsonElement answer) =>
        !answer.TryGetProperty("expires_in", out JsonElement seconds) ? UsualLife
        : long.TryParse(seconds.ToString(), out long count) && count < int.MaxValue ? TimeSpan.FromSeconds(count)
        : null;
}
