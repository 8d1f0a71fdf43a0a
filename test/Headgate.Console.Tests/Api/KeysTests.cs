using System.Net;
using System.Text.Json.Nodes;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Console.Tests.Api;

public sealed class KeysTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Issues_a_key_with_all_members()
    {
        Reply reply = await IssueAsync(
            """
            {
              "name": "web", "team": "platform", "models": ["gpt-*", "chat"], "requests_per_minute": 30, "concurrent": 2,
              "expires": "30d", "tags": { "env": "prod" }, "permissions": ["diagnostics"], "allowed_ips": ["10.0.0.0/8", "::1"],
              "service_tiers": ["standard", "flex"], "server_tools": []
            }
            """);

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Golden.Matches("key-issued", Masked(reply));
    }

    [Fact]
    public async Task Issues_a_key_with_a_name_alone()
    {
        Reply reply = await IssueAsync("""{ "name": "plain" }""");

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        Golden.Matches("key-issued-plain", Masked(reply));
    }

    [Fact]
    public async Task An_issued_key_counts_at_once_and_only_its_digest_is_kept()
    {
        Reply reply = await IssueAsync("""{ "name": "web" }""");

        string secret = SecretOf(reply);
        Assert.Matches(@"\Ahg-[A-Za-z0-9_-]{43}\z", secret);
        VirtualKey key = _host.Config.Current.Keys.Find(KeyDigest.Of(secret))!;
        Assert.Equal("web", key.Name);
        Assert.Equal((string?)reply.Json["id"], key.Id);
        Assert.DoesNotContain(secret, key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_differ()
    {
        Assert.NotEqual(SecretOf(await IssueAsync("""{ "name": "a" }""")), SecretOf(await IssueAsync("""{ "name": "b" }""")));
    }

    [Theory]
    [InlineData("web")]
    [InlineData("ci")] // in a file
    public async Task Refuses_a_name_that_is_taken(string name)
    {
        await IssueAsync("""{ "name": "web" }""");

        Reply reply = await IssueAsync($$"""{ "name": "{{name}}" }""");

        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.Equal(("conflict", "name"), (reply.Code, reply.Param));
    }

    [Fact]
    public async Task A_key_has_a_budget_and_a_limit_of_tokens_where_it_is_given_some()
    {
        Reply reply = await IssueAsync("""{ "name": "web", "tokens_per_minute": 1000, "budget": { "usd": "0.25", "period": "day", "timezone": "Europe/Berlin" } }""");

        Assert.Equal(HttpStatusCode.Created, reply.Status);
        VirtualKey key = Assert.Single(await _host.Store.KeysAsync(default));
        Assert.Equal(1000, key.TokensPerMinute);
        Budget budget = Assert.Single(key.Budgets);
        Assert.Equal(new BudgetScope(BudgetScopeKind.Key, key.Id), budget.Scope);
        Assert.Equal(("0.25", BudgetPeriod.Day, "Europe/Berlin"), (budget.Limit.ToString(), budget.Period, budget.Zone.Id));
        Assert.Equal("""{"usd":"0.25","period":"day","timezone":"Europe/Berlin","strict":false,"soft_usd":null}""", reply.Json["budget"]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_may_be_strict_have_a_budget_for_each_end_user_and_let_callers_bring_credentials()
    {
        Reply reply = await IssueAsync("""
            { "name": "web", "byok": true, "end_user": "drop", "budget": { "usd": "5", "period": "day", "strict": true },
              "end_users": { "budget": { "usd": "1", "period": "week", "strict": true } } }
            """);

        VirtualKey key = Assert.Single(await _host.Store.KeysAsync(default));
        Assert.True(key.MayBringCredentials);
        Assert.Equal((EndUserSight.Drop, "drop"), (key.EndUser, (string?)reply.Json["end_user"]));
        Assert.True(Assert.Single(key.Budgets).IsStrict);
        Assert.Equal((new BudgetScope(BudgetScopeKind.Key, key.Id), true), (key.EndUsers!.Owner, key.EndUsers.Nameless.IsStrict));
        Assert.Equal(("1", BudgetPeriod.Week), (key.EndUsers.For("alice").Limit.ToString(), key.EndUsers.For("alice").Period));
        Assert.Equal("""{"budget":{"usd":"1","period":"week","timezone":"UTC","strict":true,"soft_usd":null}}""", reply.Json["end_users"]!.ToJsonString());
        Assert.Equal((true, true), ((bool)reply.Json["byok"]!, (bool)reply.Json["budget"]!["strict"]!));
    }

    [Fact]
    public async Task A_soft_limit_is_told_to_whoever_the_config_names()
    {
        const string Key = """{ "name": "web", "budget": { "usd": "5", "period": "day", "soft_usd": "4" } }""";
        Reply refused = await IssueAsync(Key);
        Assert.Equal((HttpStatusCode.BadRequest, "budget.soft_usd"), (refused.Status, refused.Param));

        _host.Config.Webhook = new WebhookOptions(new Uri("https://ops.example/"), []);
        await _host.Config.ReloadAsync(default);
        Reply issued = await IssueAsync(Key);

        Assert.Equal("4", (string?)issued.Json["budget"]!["soft_usd"]);
        Assert.Equal("4", Assert.Single(Assert.Single(await _host.Store.KeysAsync(default)).Budgets).SoftLimit.ToString());
        Reply budgets = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/budgets");
        Assert.Equal(["4"], budgets.Json["items"]!.AsArray().Select(budget => (string?)budget!["soft_usd"]).OfType<string>());
    }

    [Theory]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("most of it")]
    public async Task A_soft_limit_is_an_amount_below_the_budget(string amount)
    {
        _host.Config.Webhook = new WebhookOptions(new Uri("https://ops.example/"), []);
        await _host.Config.ReloadAsync(default);

        Reply reply = await IssueAsync($$"""{ "name": "web", "end_users": { "budget": { "usd": "5", "period": "day", "soft_usd": "{{amount}}" } } }""");

        Assert.Equal((HttpStatusCode.BadRequest, "end_users.budget.soft_usd"), (reply.Status, reply.Param));
    }

    [Theory]
    [InlineData("""{ }""", "name")]
    [InlineData("""{ "name": "" }""", "name")]
    [InlineData("""{ "name": "a b" }""", "name")]
    [InlineData("""{ "name": "-a" }""", "name")]
    [InlineData("""{ "name": "a\n" }""", "name")]
    [InlineData("""{ "name": "key_1" }""", "name")]
    [InlineData("""{ "name": "a", "team": "nobody" }""", "team")]
    [InlineData("""{ "name": "a", "tokens_per_minute": 0 }""", "tokens_per_minute")]
    [InlineData("""{ "name": "a", "budget": { "usd": "much", "period": "day" } }""", "budget.usd")]
    [InlineData("""{ "name": "a", "budget": { "usd": "-1", "period": "day" } }""", "budget.usd")]
    [InlineData("""{ "name": "a", "budget": { "usd": "0.0000000001", "period": "day" } }""", "budget.usd")]
    [InlineData("""{ "name": "a", "budget": { "usd": "1", "period": "year" } }""", "budget.period")]
    [InlineData("""{ "name": "a", "budget": { "usd": "1", "period": "day", "stict": true } }""", "$.budget.stict")]
    [InlineData("""{ "name": "a", "end_users": { "budget": { "usd": "1", "period": "total" } } }""", "end_users.budget.period")]
    [InlineData("""{ "name": "a", "end_users": { "budget": { "usd": "x", "period": "day" } } }""", "end_users.budget.usd")]
    [InlineData("""{ "name": "a", "end_users": { "budget": { "usd": "1", "period": "day" }, "limits": 1 } }""", "$.end_users.limits")]
    [InlineData("""{ "name": "a", "end_users": {} }""", "$.end_users")]
    [InlineData("""{ "name": "a", "byok": "yes" }""", "$.byok")]
    [InlineData("""{ "name": "a", "end_user": "keep" }""", "end_user")]
    [InlineData("""{ "name": "a", "end_user": null }""", "$.end_user")]
    [InlineData("""{ "name": "a", "budget": { "usd": "1", "period": "day", "timezone": "Mars/Olympus" } }""", "budget.timezone")]
    [InlineData("""{ "name": "a", "models": [] }""", "models")]
    [InlineData("""{ "name": "a", "models": [""] }""", "models")]
    [InlineData("""{ "name": "a", "models": [null] }""", "models")]
    [InlineData("""{ "name": "a", "models": ["*-mini"] }""", "models")]
    [InlineData("""{ "name": "a", "models": ["a b"] }""", "models")]
    [InlineData("""{ "name": "a", "requests_per_minute": 0 }""", "requests_per_minute")]
    [InlineData("""{ "name": "a", "concurrent": -1 }""", "concurrent")]
    [InlineData("""{ "name": "a", "expires": "soon" }""", "expires")]
    [InlineData("""{ "name": "a", "expires": "2026-03-01" }""", "expires")]
    [InlineData("""{ "name": "a", "tags": { "a=b": "c" } }""", "tags")]
    [InlineData("""{ "name": "a", "tags": { "a": null } }""", "tags")]
    [InlineData("""{ "name": "a", "permissions": ["everything"] }""", "permissions")]
    [InlineData("""{ "name": "a", "allowed_ips": ["10.0.0.1/8"] }""", "allowed_ips")]
    [InlineData("""{ "name": "a", "allowed_ips": [null] }""", "allowed_ips")]
    [InlineData("""{ "name": "a", "service_tiers": [""] }""", "service_tiers")]
    [InlineData("""{ "name": "a", "service_tiers": [null] }""", "service_tiers")]
    [InlineData("""{ "name": "a", "server_tools": ["function"] }""", "server_tools")]
    [InlineData("""{ "name": "a", "limits": { "concurrent": 1 } }""", "limits")]
    public async Task Refuses_input_that_does_not_fit_and_names_the_member(string json, string member)
    {
        Reply reply = await IssueAsync(json);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(("invalid_request", member), (reply.Code, reply.Param));
        Assert.Empty(await _host.Store.KeysAsync(default));
    }

    [Fact]
    public async Task Lists_the_keys_of_files_and_store_by_name()
    {
        await IssueAsync("""{ "name": "web" }""");
        await IssueAsync("""{ "name": "app" }""");

        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys");

        Assert.Equal(["app", "ci", "web"], reply.Names);
        Assert.True(reply.Json.AsObject().ContainsKey("next"));
        Assert.Null(reply.Next);
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
        Golden.Matches("key-file", reply.Json["items"]![1]!);
    }

    [Fact]
    public async Task Pages_lose_and_repeat_nothing_when_keys_come_and_go()
    {
        foreach (string name in (string[])["a", "b", "d", "e"])
        {
            await IssueAsync($$"""{ "name": "{{name}}" }""");
        }

        Reply first = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys?limit=2");
        await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/b");
        await IssueAsync("""{ "name": "a0" }""");
        Reply second = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/keys?limit=2&cursor={first.Next}");
        Reply third = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/keys?limit=2&cursor={second.Next}");

        Assert.Equal(["a", "b"], first.Names);
        Assert.Equal(["ci", "d"], second.Names);
        Assert.Equal(["e"], third.Names);
        Assert.Null(third.Next);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=%25", "cursor")]
    [InlineData("pages=2", "pages")]
    public async Task Refuses_a_page_that_does_not_fit(string query, string parameter)
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(("invalid_request", parameter), (reply.Code, reply.Param));
    }

    [Fact]
    public async Task Finds_a_key_by_id_and_by_name()
    {
        string id = (string)(await IssueAsync("""{ "name": "web@x.org" }""")).Json["id"]!;

        Assert.Equal(id, (string?)(await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/keys/{id}")).Json["id"]);
        Assert.Equal(id, (string?)(await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys/web%40x.org")).Json["id"]);
        Golden.Matches("key-file", (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys/ci")).Json);
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_is_gone()
    {
        Reply issued = await IssueAsync("""{ "name": "web" }""");

        Reply reply = await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/web");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal((string?)issued.Json["id"], (string?)reply.Json["id"]);
        Assert.Null(_host.Config.Current.Keys.Find(KeyDigest.Of(SecretOf(issued))));
        Assert.Equal("not_found", (await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/web")).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys/web")).Status);
    }

    [Fact]
    public async Task A_rotated_key_keeps_its_id_and_changes_its_secret_at_once()
    {
        Reply issued = await IssueAsync("""{ "name": "web" }""");

        Reply rotated = await _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys/web/rotate");

        Assert.Equal(HttpStatusCode.OK, rotated.Status);
        Assert.Null(_host.Config.Current.Keys.Find(KeyDigest.Of(SecretOf(issued))));
        Assert.Equal((string?)issued.Json["id"], _host.Config.Current.Keys.Find(KeyDigest.Of(SecretOf(rotated)))!.Id);
    }

    [Fact]
    public async Task In_its_grace_the_old_secret_is_the_same_key()
    {
        Reply issued = await IssueAsync("""{ "name": "web" }""");

        Reply rotated = await _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys/web/rotate?grace=24h");

        Assert.Equal("2026-03-02T12:01:40Z", (string?)rotated.Json["grace_until"]);
        KeyRing keys = _host.Config.Current.Keys;
        Assert.Same(keys.Find(KeyDigest.Of(SecretOf(rotated))), keys.Find(KeyDigest.Of(SecretOf(issued))));
        Assert.Equal("2026-03-02T12:01:40Z", (string?)(await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/keys/web")).Json["grace_until"]);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0h")]
    [InlineData("2026-03-01")] // today's midnight is over
    [InlineData("91d")]
    public async Task Refuses_a_grace_that_is_none(string grace)
    {
        Reply issued = await IssueAsync("""{ "name": "web" }""");

        Reply reply = await _host.CallAsync(AdminRole.Operator, "POST", $"/api/v1/keys/web/rotate?grace={grace}");

        Assert.Equal(("invalid_request", "grace"), (reply.Code, reply.Param));
        Assert.NotNull(_host.Config.Current.Keys.Find(KeyDigest.Of(SecretOf(issued))));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/keys/ci")]
    [InlineData("DELETE", "/api/v1/keys/key_file_ci")]
    [InlineData("POST", "/api/v1/keys/ci/rotate")]
    public async Task Refuses_to_change_a_key_of_a_file(string method, string path)
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, method, path);

        Assert.Equal(HttpStatusCode.Conflict, reply.Status);
        Assert.Equal("read_only", reply.Code);
        Assert.NotNull(_host.Config.Current.Keys.Find(KeyDigest.Of(ConsoleHost.FileKeySecret)));
    }

    [Fact]
    public async Task Refuses_to_rotate_a_key_that_is_not_there()
    {
        Assert.Equal("not_found", (await _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys/nobody/rotate")).Code);
    }

    [Fact]
    public async Task Logs_each_change_with_who_made_it()
    {
        string id = (string)(await IssueAsync("""{ "name": "web" }""")).Json["id"]!;
        await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys/web/rotate");
        await _host.CallAsync(AdminRole.Operator, "DELETE", "/api/v1/keys/web");

        Assert.Contains(_host.Log.All, line => line.Contains($"the-Operator issued the key web ({id})", StringComparison.Ordinal));
        Assert.Contains(_host.Log.All, line => line.Contains($"the-Admin gave the key web ({id}) a new secret", StringComparison.Ordinal));
        Assert.Contains(_host.Log.All, line => line.Contains($"the-Operator revoked the key web ({id})", StringComparison.Ordinal));
    }

    private Task<Reply> IssueAsync(string json) => _host.CallAsync(AdminRole.Operator, "POST", "/api/v1/keys", json);

    private static string SecretOf(Reply reply) => (string)reply.Json["secret"]!;

    private static JsonNode Masked(Reply reply)
    {
        JsonNode json = reply.Json;
        Assert.Matches(@"\Akey_[0-9a-f]{32}\z", (string)json["id"]!);
        json["id"] = "ID";
        json["secret"] = "SECRET";
        return json;
    }
}
