using System.Net;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Api;

public sealed class UsageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Hour = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);

    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ConsoleHost.StartAsync();
        _host.Requests.Sums =
        [
            new UsageSum("", null) { Requests = 1, Unpriced = 1 },
            new UsageSum("ci", null) { Requests = 3, InputTokens = 40, OutputTokens = 5, Cost = new Money(1_250_000_000), Unpriced = 1 },
        ];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Adds_up_in_the_shape_of_the_contract()
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/usage");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(
            """{"key":"ci","requests":3,"input_tokens":40,"output_tokens":5,"cost_usd":"1.25","unpriced_requests":1}""",
            reply.Json["items"]![1]!.ToJsonString());
        Assert.Equal("", (string?)reply.Json["items"]![0]!["key"]);
    }

    [Theory]
    [InlineData("key", UsageBy.Key)]
    [InlineData("team", UsageBy.Team)]
    [InlineData("model", UsageBy.Model)]
    [InlineData("provider", UsageBy.Provider)]
    [InlineData("tag", UsageBy.Tag)]
    public async Task Tells_apart_by_what_is_asked(string by, UsageBy expected)
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/usage?by={by}");

        Assert.Equal("ci", (string?)reply.Json["items"]![1]![by]);
        Assert.Equal(new UsageQuery(new RequestQuery(), expected), _host.Requests.Summed);
    }

    [Fact]
    public async Task Hands_every_filter_on_and_tells_when_each_span_begins()
    {
        _host.Requests.Sums = [new UsageSum("ci", Hour) { Requests = 1 }, new UsageSum("ci", Hour.AddHours(1)) { Requests = 1 }];

        Reply reply = await _host.CallAsync(
            AdminRole.Viewer, "GET", "/api/v1/usage?bucket=hour&key=ci&team=t&model=m&provider=p&tag=a%3Db&since=24h&until=2026-03-01&limit=1");

        Assert.Equal("2026-03-01T11:00:00Z", (string?)reply.Json["items"]![0]!["time"]);
        Assert.Equal(
            new RequestQuery
            {
                Key = "ci",
                Team = "t",
                Model = "m",
                Provider = "p",
                Tag = "a=b",
                Since = _host.Time.GetUtcNow() - TimeSpan.FromHours(24),
                Until = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
            },
            _host.Requests.Summed?.Requests);
        Assert.Equal(TimeSpan.FromHours(1), _host.Requests.Summed?.Bucket);

        Reply next = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/usage?bucket=hour&limit=1&cursor={reply.Json["next"]}");
        Assert.Equal("2026-03-01T12:00:00Z", (string?)next.Json["items"]![0]!["time"]);
        Assert.Null(next.Json["next"]);
    }

    [Fact]
    public async Task Prices_past_requests_anew_and_leaves_them_as_they_are()
    {
        _host.Requests.Records =
        [
            SampleRecords.Full with { Cost = new Money(18_500) },
            SampleRecords.Full with { Cost = null, Attempts = [SampleRecords.Full.Attempts[1] with { Target = "gone/m" }] },
            SampleRecords.Refused,
        ];

        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/usage/rerated?team=platform&since=2026-03-01");

        Assert.Equal(
            """{"requests":3,"cost_usd":"0.0000185","unpriced_requests":1,"rerated_usd":"0.000008562","rerated_unpriced_requests":1}""",
            reply.Json.ToJsonString());
        Assert.Equal("platform", _host.Requests.Asked?.Team);
    }

    [Theory]
    [InlineData("by=colour", "by")]
    [InlineData("bucket=week", "bucket")]
    [InlineData("limit=0", "limit")]
    public async Task Refuses_what_it_cannot_tell(string query, string param)
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/usage?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(param, (string?)reply.Json["error"]!["param"]);
    }
}
