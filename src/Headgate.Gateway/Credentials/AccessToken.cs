namespace Headgate.Gateway.Credentials;

/// <summary>A token and its times.</summary>
internal sealed class AccessToken
{
    private static readonly TimeSpan EarlyBy = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    /// <summary>Takes a token's times from the moment at which it was asked for, which is before it was made.</summary>
    /// <param name="secret">The token.</param>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="life">How long it lives.</param>
    public AccessToken(string secret, DateTimeOffset asked, TimeSpan life)
    {
        life = life < LongestLife ? life : LongestLife;
        Secret = secret;
        RefreshAt = asked + life - Longer(life / 5, Shorter(EarlyBy, life / 2));
        EndsAt = asked + life - Shorter(Slack, life / 10);
    }

    /// <summary>The token.</summary>
    public string Secret { get; }

    /// <summary>From here on a new one is asked for: at 80 % of its life or five minutes before the end, the earlier; never in its first half.</summary>
    public DateTimeOffset RefreshAt { get; }

    /// <summary>From here on it is not sent: a little before its end, for the call has to arrive.</summary>
    public DateTimeOffset EndsAt { get; }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
