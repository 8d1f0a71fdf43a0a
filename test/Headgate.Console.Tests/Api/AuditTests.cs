using System.Net;
using Headgate.Console.Api;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Api;

public sealed class AuditTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Every_operation_that_a_viewer_may_not_run_is_audited_but_the_look_at_the_log_itself()
    {
        Type[] unaudited = [.. typeof(Operation<,>).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Operation<,>))];
        string[] above = [.. unaudited.Where(type => NeedsOf(type) > AdminRole.Viewer).Select(type => type.Name)];

        Assert.True(unaudited.Length > 5);
        Assert.Equal([nameof(ListAudit)], above);
    }

    [Fact]
    public async Task A_key_is_on_record_from_its_first_day_to_its_last_without_its_secret()
    {
        await _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys", """{ "name": "web" }""");
        await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys/web/rotate");
        await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/web");
        await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/web");

        Assert.Equal(
            [
                new AuditAct("the-Operator", "operator", "issue_key", "web"), new AuditAct("the-Admin", "admin", "rotate_key", "web"),
                new AuditAct("the-Operator", "operator", "revoke_key", "web"), new AuditAct("the-Operator", "operator", "revoke_key", "web"),
            ],
            _host.Audit.Entries.Select(entry => entry.Act));
        Assert.Equal(["done", "done", "done", "not_found"], _host.Audit.Entries.Select(entry => entry.Result!.Outcome));
        Assert.Contains("\"name\":\"web\"", _host.Audit.Entries[0].Result!.After, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"web\"", _host.Audit.Entries[2].Result!.Before, StringComparison.Ordinal);
        Assert.All(_host.Audit.Entries, entry => Assert.DoesNotContain("secret", entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_audited_is_refused_and_not_done()
    {
        _host.Audit.RefusesActs = true;
        Reply refused = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", """{ "name": "web" }""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "audit_unavailable"), (refused.Status, refused.Code));
        Assert.Empty(await _host.Store.KeysAsync(default));
        Assert.Equal(HttpStatusCode.OK, (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys")).Status);
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_result_is_on_record()
    {
        _host.Audit.RefusesResults = true;
        Reply reply = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", """{ "name": "web" }""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "audit_unavailable"), (reply.Status, reply.Code));
        Assert.DoesNotContain("hg-", reply.Body, StringComparison.Ordinal);
        Assert.Contains("`done`", reply.Body, StringComparison.Ordinal);
        Assert.Equal("begun", (string?)(await ListAsync("")).Json["items"]![0]!["outcome"]);
    }

    [Fact]
    public async Task Who_may_not_is_on_record_for_trying()
    {
        await _host.CallAsync(AdminRole.Viewer, "DELETE", "/api/v1/keys/ci");

        AuditEntry tried = Assert.Single(_host.Audit.Entries);
        Assert.Equal((new AuditAct("the-Viewer", "viewer", "revoke_key", ""), "forbidden"), (tried.Act, tried.Result!.Outcome));
    }

    [Fact]
    public async Task Only_who_is_shown_bodies_is_on_record_for_reading_a_request()
    {
        _host.Requests.Records = [SampleRecords.Full];
        await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/requests/{SampleRecords.Full.Id}");
        await _host.CallAsync(AdminRole.Admin, "GET", $"/api/v1/requests/{SampleRecords.Full.Id}");

        Assert.Equal(new AuditAct("the-Admin", "admin", "get_request", SampleRecords.Full.Id), Assert.Single(_host.Audit.Entries).Act);
    }

    [Fact]
    public async Task A_wrong_token_is_on_record_once_a_minute()
    {
        for (int i = 0; i < FailedLogins.Allowed; i++)
        {
            await _host.CallAsync(null, "GET", "/api/v1/status", edit: request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong"));
        }

        AuditEntry entry = Assert.Single(_host.Audit.Entries);
        Assert.Equal((new AuditAct("unknown", null, "log_in", "127.0.0.1"), "invalid_token"), (entry.Act, entry.Result!.Outcome));
    }

    [Fact]
    public async Task A_secret_that_was_taken_for_a_name_is_not_kept()
    {
        Reply issued = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", """{ "name": "web" }""");
        await _host.CallAsync(AdminRole.Admin, "DELETE", $"/api/v1/keys/{(string)issued.Json["secret"]!}");

        Assert.Equal("hg-…", _host.Audit.Entries[1].Act.Object);
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_only_to_admins()
    {
        for (int i = 0; i < 3; i++)
        {
            await _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys", $$"""{ "name": "web{{i}}" }""");
        }

        Reply first = await ListAsync("?limit=2&actor=the-Operator");
        Reply second = await ListAsync($"?limit=2&actor=the-Operator&cursor={first.Json["next"]}");

        Assert.Equal(["web2", "web1"], first.Json["items"]!.AsArray().Select(act => (string?)act!["object"]));
        Assert.Equal(["web0"], second.Json["items"]!.AsArray().Select(act => (string?)act!["object"]));
        Assert.Equal("web0", (string?)second.Json["items"]![0]!["after"]!["name"]);
        Assert.Null(second.Json["next"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await ListAsync("?cursor=x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.CallAsync(AdminRole.Operator, "GET", "/api/v1/audit")).Status);
    }

    private Task<Reply> ListAsync(string query) => _host.CallAsync(AdminRole.Admin, "GET", $"/api/v1/audit{query}");

    private AdminRole NeedsOf(Type operation) => (AdminRole)operation.GetProperty("Needs")!.GetValue(_host.Services.GetService(operation))!;
}
