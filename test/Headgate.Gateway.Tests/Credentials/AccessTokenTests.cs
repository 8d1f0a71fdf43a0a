using Headgate.Gateway.Credentials;

namespace Headgate.Gateway.Tests.Credentials;

public sealed class AccessTokenTests
{
    private static readonly DateTimeOffset Asked = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3600, 2880, 3570)] // 80 %
    [InlineData(1200, 900, 1170)] // five minutes before its end is earlier
    [InlineData(300, 150, 270)] // never in its first half
    [InlineData(60, 30, 54)]
    [InlineData(1_000_000, 69120, 86370)] // nobody's word is taken for more than a day
    public void It_is_renewed_early_and_not_sent_at_its_very_end(int life, int refreshAt, int endsAt)
    {
        var token = new AccessToken("t", Asked, TimeSpan.FromSeconds(life));
        Assert.Equal((refreshAt, endsAt), ((token.RefreshAt - Asked).TotalSeconds, (token.EndsAt - Asked).TotalSeconds));
    }
}
