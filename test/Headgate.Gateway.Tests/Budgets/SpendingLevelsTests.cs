using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Framing;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Budgets;

public sealed class SpendingLevelsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly ConfigFolder _folder = new();
    private readonly ConfigSnapshot _config;

    public SpendingLevelsTests() => _config = SnapshotDerivation.Derive(
        _folder.Accept(
            $$"""
            providers: { p: { type: openai-compatible, base_url: https://p.test/v1, api_key: k } }
            models:
              smart: { targets: { model: p/m }, budget: { usd: 6, period: day } }
              plain: { targets: { model: p/m } }
            organizations: { acme: { budget: { usd: 4, period: day } } }
            tags: { env: { ci: { budget: { usd: 5, period: day } }, prod: {} } }
            teams: { core: { organization: acme, budget: { usd: 3, period: day }, end_users: { budget: { usd: 2, period: day } } } }
            keys:
              - { name: one, key: {{Secret(1)}}, team: core, budget: { usd: 1, period: day }, tags: { env: ci } }
              - { name: two, key: {{Secret(2)}}, team: core, tags: { env: prod }, end_users: { budget: { usd: 7, period: hour } } }
              - { name: three, key: {{Secret(3)}} }
            """).Derived,
        [new VirtualKey { Id = "key_s", Name = "stored", Team = "core", Digest = KeyDigest.Of("s"), Layer = ConfigLayer.Store, Tags = Tagged("env", "ci") }],
        out _);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_request_is_held_at_every_level_the_narrowest_first()
    {
        SpendingLevels levels = Of("one", "smart", """{"user":"alice"}""");

        Assert.Equal(
            [$"key:{Key("one").Id} 1", "end_user:team:core/alice 2", "team:core 3", "organization:acme 4", "tag:env=ci 5", "model:smart 6"],
            levels.Budgets.Select(budget => $"{budget.Scope} {budget.Limit}"));
        Assert.Equal(levels.Budgets.Select(budget => budget.Scope), levels.Scopes);
    }

    [Fact]
    public void A_keys_own_word_on_end_users_stands_in_place_of_its_teams()
    {
        SpendingLevels levels = Of("two", "plain", """{"metadata":{"user_id":"alice"}}""");

        Assert.Equal([$"end_user:key:{Key("two").Id}/alice 7", "team:core 3", "organization:acme 4"], levels.Budgets.Select(budget => $"{budget.Scope} {budget.Limit}"));
        Assert.Equal(Key("two").Id, levels.Scopes[0].Id);
        Assert.Equal(levels.Budgets[0].Scope, levels.Scopes[1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"user":""}""")]
    [InlineData("""{"user":7}""")]
    public void Who_is_not_named_is_one_user(string body)
    {
        Assert.Equal("end_user:team:core/", Of("one", "plain", body).Budgets[1].Scope.ToString());
    }

    [Fact]
    public void An_issued_key_has_its_teams_end_users_and_its_tags()
    {
        Assert.Equal(
            ["end_user:team:core/bob", "team:core", "organization:acme", "tag:env=ci"],
            Of("stored", "plain", """{"safety_identifier":"bob"}""").Budgets.Select(budget => budget.Scope.ToString()));
    }

    [Fact]
    public void A_key_without_budgets_is_held_to_its_models()
    {
        Assert.Equal(["model:smart"], Of("three", "smart", "{}").Budgets.Select(budget => budget.Scope.ToString()));
        Assert.Empty(Of("three", "plain", "{}").Budgets);
    }

    [Fact]
    public async Task What_end_users_have_spent_before_the_start_counts_for_each()
    {
        EndUserBudget users = Key("one").EndUsers!;
        ListLedger ledger = new();
        ledger.Spent[users.For("alice").Scope] = new Money(1_500_000_000);
        ledger.Spent[users.For(null).Scope] = new Money(2_000_000_000);
        ledger.Spent[Key("two").EndUsers!.For("alice").Scope] = new Money(7_000_000_000);
        BudgetBook book = new();
        await new BudgetAccounts(book, ledger, new FakeTimeProvider(Noon)).OpenAsync(_config, default);

        Assert.Equal("1.5", book.Look(users.For("alice"), Noon).Spent.ToString());
        Assert.Equal("2", book.Look(users.For(null), Noon).Spent.ToString());
        Assert.Equal("7", book.Look(Key("two").EndUsers!.For("alice"), Noon).Spent.ToString());
        Assert.Equal("0", book.Look(users.For("bob"), Noon).Spent.ToString());
    }

    [Fact]
    public void An_end_users_budget_begins_anew()
    {
        using ConfigFolder folder = new();
        ConfigError error = Assert.Single(folder.Refuse($$"""keys: [ { name: k, key: {{Secret(1)}}, end_users: { budget: { usd: 1, period: total } } } ]"""));

        Assert.Contains("the budget of an end user begins anew", error.ToString(), StringComparison.Ordinal);
    }

    private SpendingLevels Of(string key, string model, string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        return SpendingLevels.Of(Key(key), _config.Models.Find(model)!, scan);
    }

    private VirtualKey Key(string name) => _config.Keys.All.Single(key => key.Name == name);

    private static ImmutableSortedDictionary<string, string> Tagged(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);

    private static string Secret(int key) => $"hg-{key}123456789012345678901234567890123456789012";
}
