using System.Net;
using System.Text.Json.Nodes;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Api;

public sealed class RequestsTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ConsoleHost.StartAsync();
        _host.Requests.Records = [SampleRecords.Full, SampleRecords.Refused];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Lists_records_in_the_shape_of_the_contract()
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/requests");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        JsonArray items = reply.Json["items"]!.AsArray();
        Golden.Matches("request", items[0]!);
        Golden.Matches("request-refused", items[1]!);
        Assert.Equal(["items", "next"], reply.Json.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Hands_every_filter_on()
    {
        await _host.CallAsync(
            AdminRole.Viewer,
            "GET",
            "/api/v1/requests?key=ci&team=t&model=chat&provider=openai&status=429&since=24h&until=2026-03-01T11:00:00Z"
            + "&tag=env%3Dci&session=s&limit=7&cursor=1");

        Assert.Equal(
            new RequestQuery
            {
                Key = "ci",
                Team = "t",
                Model = "chat",
                Provider = "openai",
                Status = 429,
                Since = _host.Time.GetUtcNow() - TimeSpan.FromHours(24),
                Until = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero),
                Tag = "env=ci",
                Session = "s",
                Limit = 7,
                Cursor = "1",
            },
            _host.Requests.Asked);
    }

    [Fact]
    public async Task Filters_nothing_when_nothing_is_asked()
    {
        await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/requests?key=");

        Assert.Equal(new RequestQuery(), _host.Requests.Asked);
    }

    [Fact]
    public async Task Pages_through_with_the_cursor_of_the_log()
    {
        Reply first = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/requests?limit=1&count=true");
        Reply second = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/requests?limit=1&cursor={first.Next}");

        Assert.Equal(SampleRecords.Full.Id, (string?)first.Json["items"]![0]!["id"]);
        Assert.Equal(2, (long?)first.Json["total"]);
        Assert.Equal(SampleRecords.Refused.Id, (string?)second.Json["items"]![0]!["id"]);
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("status=ok", "status")]
    [InlineData("since=yesterday", "since")]
    [InlineData("until=24", "until")]
    [InlineData("count=yes", "count")]
    [InlineData("provder=openai", "provder")]
    public async Task Refuses_a_filter_that_does_not_fit_and_names_it(string query, string parameter)
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/requests?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(("invalid_request", parameter), (reply.Code, reply.Param));
        Assert.Null(_host.Requests.Asked);
    }

    [Theory]
    [InlineData(AdminRole.Viewer)]
    [InlineData(AdminRole.Operator)]
    public async Task Shows_a_record_without_bodies_to_those_who_may_not_see_them(AdminRole role)
    {
        Reply reply = await _host.CallAsync(role, "GET", "/api/v1/requests/" + SampleRecords.Full.Id);

        Golden.Matches("request", reply.Json);
    }

    [Fact]
    public async Task Shows_an_admin_the_bodies_that_were_kept()
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/requests/" + SampleRecords.Full.Id);

        Assert.Equal("""{"model":"chat"}""", (string?)reply.Json["bodies"]!["request"]);
        Assert.Equal("data: [DONE]", (string?)reply.Json["bodies"]!["reply"]);
    }

    [Fact]
    public async Task Shows_an_admin_no_bodies_when_none_were_kept()
    {
        Golden.Matches(
            "request-refused", (await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/requests/" + SampleRecords.Refused.Id)).Json);
    }

    [Fact]
    public async Task Knows_no_record_that_is_not_there()
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/requests/req_0");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal("not_found", reply.Code);
    }
}
