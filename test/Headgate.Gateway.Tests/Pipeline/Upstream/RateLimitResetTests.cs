using Headgate.Gateway.Pipeline.Upstream;

namespace Headgate.Gateway.Tests.Pipeline.Upstream;

public sealed class RateLimitResetTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("x-ratelimit-reset-requests: 1s", 1)]
    [InlineData("x-ratelimit-reset-tokens: 6m0s", 360)]
    [InlineData("x-ratelimit-reset-tokens: 2m59.56s", 179.56)]
    [InlineData("x-ratelimit-reset-tokens: 1h2m3s", 3723)]
    [InlineData("x-ratelimit-reset-requests: 12ms", 0.012)]
    [InlineData("x-ratelimit-reset-requests: 17", 17)]
    [InlineData("x-ratelimit-reset: 1795348830", 30)]
    [InlineData("X-RateLimit-Reset: 1795348830000", 30)]
    [InlineData("x-ratelimit-reset: 1795348000", 0)]
    [InlineData("anthropic-ratelimit-requests-reset: 2026-11-22T12:00:20Z", 20)]
    [InlineData("anthropic-ratelimit-input-tokens-reset: 2026-11-22T13:00:20+01:00", 20)]
    [InlineData("anthropic-ratelimit-unified-reset: 1795348860", 60)]
    public void Reads_what_vendors_write(string header, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Read(header));

    [Theory]
    [InlineData("x-ratelimit-reset-requests: -1")]
    [InlineData("x-ratelimit-reset-requests: soon")]
    [InlineData("x-ratelimit-reset-requests: 5")]
    [InlineData("x-ratelimit-reset-requests: 5 minutes")]
    [InlineData("x-ratelimit-reset-requests: 1e99")]
    [InlineData("x-ratelimit-reset-requests: NaN")]
    [InlineData("x-ratelimit-reset-requests: s")]
    [InlineData("anthropic-ratelimit-requests-reset: Tuesday")]
    [InlineData("x-ratelimit-limit-requests: 60")]
    public void Says_nothing_where_nothing_is_said(string header) =>
        Assert.Null(Read(header, "x-ratelimit-remaining-requests: " + (header.EndsWith(": 5", StringComparison.Ordinal) ? "3" : "0")));

    [Fact]
    public void Takes_the_latest_of_the_limits_that_are_used_up() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Read(
            "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 7s", "x-ratelimit-remaining-tokens: 900", "x-ratelimit-reset-tokens: 90s",
            "x-ratelimit-reset-other: 3s"));

    private static TimeSpan? Read(params string[] headers)
    {
        using var reply = new HttpResponseMessage();
        foreach (string header in headers)
        {
            string[] parts = header.Split(": ");
            reply.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        return RateLimitReset.Read(reply.Headers, Now);
    }
}
