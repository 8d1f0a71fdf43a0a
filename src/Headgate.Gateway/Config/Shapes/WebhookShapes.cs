using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Where events go, and what they are signed with.</summary>
internal static class WebhookShapes
{
    private const string Mark = "whsec_";
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    /// <summary>A receiver's URL. Its path or query often is a secret, so it is never shown.</summary>
    public static ScalarShape<Uri> Url { get; } = new("URL", ParseUrl) { IsSecret = true };

    /// <summary>A key in the form of Standard Webhooks.</summary>
    public static ScalarShape<ImmutableArray<byte>> Secret { get; } = new("secret", ParseSecret) { IsSecret = true };

    private static string? ParseUrl(string text, out Uri value) =>
        !Uri.TryCreate(text, UriKind.Absolute, out value!) || value.Scheme is not ("http" or "https") || value.Host.Length == 0
            ? "is no http or https URL"
        : value.UserInfo.Length > 0 ? "holds credentials; events are signed instead"
        : value.Fragment.Length > 0 ? "ends in a fragment, which is never sent"
        : null;

    private static string? ParseSecret(string text, out ImmutableArray<byte> value)
    {
        value = [];
        byte[] bytes = new byte[text.Length];
        if (!text.StartsWith(Mark, StringComparison.Ordinal) || !Convert.TryFromBase64String(text[Mark.Length..], bytes, out int length))
        {
            return "is no `whsec_` and Base64 behind it";
        }

        value = [.. bytes.AsSpan(0, length)];
        return length is < LeastBytes or > MostBytes ? $"is not {LeastBytes} to {MostBytes} bytes long when decoded" : null;
    }
}
