using System.Net;
using System.Text.Json.Nodes;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Console.Tests.Api;

public sealed class BudgetsTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Lists_each_budget_once_with_what_is_spent_and_held_of_it()
    {
        await _host.CallAsync(
            AdminRole.Operator, "POST", "/api/v1/keys", """{ "name": "web", "budget": { "usd": "5", "period": "total" } }""");
        VirtualKey key = Assert.Single(await _host.Store.KeysAsync(default));
        Budget own = Assert.Single(key.Budgets);
        BudgetHold paid = _host.Budgets.TryHold([own], new Money(2_000_000_000), _host.Time.GetUtcNow(), out _)!;
        paid.Settle(new Money(1_500_000_000));
        _host.Budgets.TryHold([own], new Money(250_000_000), _host.Time.GetUtcNow(), out _);

        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/budgets");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        JsonNode budget = Assert.Single(reply.Json["items"]!.AsArray())!;
        Assert.Equal(
            """{"scope":"key","name":"web","period":"total","timezone":"UTC","limit_usd":"5","soft_usd":null,"spent_usd":"1.5","held_usd":"0.25","resets_at":null}""",
            budget.ToJsonString());
    }

    [Fact]
    public async Task Lists_end_users_page_by_page_under_their_owners_name()
    {
        BudgetScope core = new(BudgetScopeKind.Team, "core");
        Budget nameless = new(new BudgetScope(BudgetScopeKind.EndUser, "team:core/"), new Money(2_000_000_000), BudgetPeriod.Day, TimeZoneInfo.Utc);
        EndUserBudget users = new(core, nameless);
        await _host.Store.AddKeyAsync(ConsoleHost.FileKey with { Id = "key_1", Name = "web", Digest = KeyDigest.Of("web") }, default);
        _host.Config.OfTeam = key => key with { EndUsers = users };
        await _host.Config.ReloadAsync(default);
        foreach (string name in (string[])["carol", "", "alice", "bob"])
        {
            _host.Budgets.TryHold([users.For(name)], new Money(1_000_000_000), _host.Time.GetUtcNow(), out _);
        }

        Reply first = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/budgets?limit=3");
        Reply second = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/budgets?limit=3&cursor={first.Json["next"]}");

        Assert.Equal(["team:core/", "team:core/alice", "team:core/bob"], first.Json["items"]!.AsArray().Select(item => item!["name"]!.ToString()));
        JsonNode last = Assert.Single(second.Json["items"]!.AsArray())!;
        Assert.Equal(("end_user", "team:core/carol", "2", "1"), ($"{last["scope"]}", $"{last["name"]}", $"{last["limit_usd"]}", $"{last["held_usd"]}"));
    }
}
