using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Config;

public sealed class LiveConfigTests : IDisposable
{
    private readonly ConfigFolder _folder = new();
    private readonly FakeConfigStore _store = new();
    private readonly ListLedger _ledger = new();
    private readonly FakeAuditLog _audit = new();
    private readonly ListLogger<LiveConfig> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_of_a_file_is_in_force_within_two_seconds()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        ConfigSnapshot before = live.Current;
        await WhileRunning(live, async () =>
        {
            _folder.Write("headgate.yaml", "log: { retention: 3d }");
            await Pass(TimeSpan.FromSeconds(2), applied: 2);
            Assert.Equal(3, live.Current.Log.Retention.TotalDays);
        });
        Assert.NotEqual(before.Hash, live.Current.Hash);
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_is_waited_for()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        await WhileRunning(live, async () =>
        {
            _folder.Write("headgate.yaml", "log:\n  retention: 3d");
            await Pass(TimeSpan.FromSeconds(0.5), applied: 1);
            _folder.Write("headgate.yaml", "log:\n  retention: 30d");
            await Pass(TimeSpan.FromSeconds(0.5), applied: 1);
            Assert.Single(_log.Lines, line => line.Contains("is in force"));
            await Pass(TimeSpan.FromSeconds(0.5), applied: 2);
            Assert.Equal(30, live.Current.Log.Retention.TotalDays);
        });
    }

    [Fact]
    public async Task A_change_of_a_file_counts_once_it_is_in_the_audit_log_while_keys_count_without_waiting()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        _audit.IsAway = true;
        _folder.Write("headgate.yaml", "log: { retention: 3d }");
        _store.Set(Key("new"));
        await live.ReloadAsync(default);
        await live.ReloadAsync(default);
        Assert.Equal(2, live.Current.Log.Retention.TotalDays);
        Assert.NotNull(live.Current.Keys.Find(KeyDigest.Of("new")));
        Assert.Single(_log.Lines, line => line.Contains("The audit log cannot be written"));

        _audit.IsAway = false;
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Equal(3, live.Current.Log.Retention.TotalDays);
    }

    [Fact]
    public async Task Changes_of_the_files_are_in_the_audit_log_and_new_comments_are_not()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        foreach (string text in (string[])["log: { retention: 3d }", "log: { retention: 3d } # days", "servr: {}", "log: { retention: 3d }"])
        {
            _folder.Write("headgate.yaml", text);
            await live.ReloadAsync(default);
        }

        Assert.Equal(["done", "invalid_config", "done"], _audit.Written.Select(written => written.Result.Outcome));
        Assert.All(_audit.Written, written => Assert.Equal(("file", "reload_config"), (written.Act.Actor, written.Act.Operation)));
        Assert.NotEqual(_audit.Written[0].Result.Before, _audit.Written[0].Result.After);
        Assert.Equal(_audit.Written[2].Result.Before, _audit.Written[2].Result.After);
        Assert.Contains("servr", _audit.Written[1].Result.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_provider_counts_from_the_next_look_and_the_files_win_over_it()
    {
        var objects = new MemoryConfigObjects();
        ConfigReading.Accepted first = _folder.Accept($"providers: {{ {ConfigFolder.Openai} }}");
        using LiveConfig live = await LiveConfig.StartAsync(_folder.Source("headgate.yaml"), first, _store, new BudgetAccounts(new BudgetBook(), _ledger, _folder.Time), _audit, _folder.Time, _log, default, objects);
        ConfigSnapshot before = live.Current;
        objects.Rows = [new(ConfigObjectKind.Provider, "local", 1, """{"type":"vllm","base_url":"http://10.0.0.5:8000/v1"}""", [])];
        _store.Set();
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Equal(["openai", "local"], live.Current.Providers.Select(provider => provider.Name));
        Assert.Equal(before.Providers[0].Ways, live.Current.Providers[0].Ways); // what health is kept by
        Assert.NotEqual(before.Hash, live.Current.Hash);

        _folder.Write("headgate.yaml", $"providers: {{ {ConfigFolder.Openai}, local: {{ type: vllm, base_url: 'http://10.0.0.9:8000/v1' }} }}");
        await live.ReloadAsync(default);
        Assert.Equal("10.0.0.9", live.Current.Providers[1].Endpoint.BaseUrl.Host);
        Assert.Contains(live.State.Warnings, warning => warning.File == "store:providers/local");

        _folder.Write("headgate.yaml", "providers: { openai: { type: opnai } }");
        objects.Rows = [];
        _store.Set();
        await live.ReloadAsync(default);
        Assert.NotEmpty(live.State.Errors);
        Assert.DoesNotContain(live.State.Warnings, warning => warning.File == "store:providers/local"); // the store counts while the files are refused
    }

    [Fact]
    public async Task An_issued_and_a_revoked_key_count_within_a_second()
    {
        using LiveConfig live = await Start("log: {}");
        await WhileRunning(live, async () =>
        {
            _store.Set(Key("new"));
            await Pass(TimeSpan.FromSeconds(1), applied: 2);
            Assert.NotNull(live.Current.Keys.Find(KeyDigest.Of("new")));
            _store.Set();
            await Pass(TimeSpan.FromSeconds(1), applied: 3);
            Assert.Empty(live.Current.Keys.All);
        });
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_all_errors_and_the_old_config_stays_while_keys_still_change()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        ConfigSnapshot before = live.Current;
        _folder.Write("headgate.yaml", "log: { retention: 2x }\nservr: {}");
        ReloadOutcome.Refused refused = Assert.IsType<ReloadOutcome.Refused>(await live.ReloadAsync(default));
        Assert.Equal(2, refused.Errors.Length);
        Assert.Equal(refused.Errors, live.State.Errors);
        Assert.Same(before, live.Current);
        Assert.Equal(3, _log.Lines.Count(line => line.StartsWith("Error: ")));

        _store.Set(Key("new"));
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.NotNull(live.Current.Keys.Find(KeyDigest.Of("new")));
        Assert.Equal(2, live.Current.Log.Retention.TotalDays);
        Assert.IsType<ReloadOutcome.Refused>(await live.ReloadAsync(default));
        Assert.Equal(3, _log.Lines.Count(line => line.StartsWith("Error: ")));

        _folder.Write("headgate.yaml", "log: { retention: 4d }");
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Empty(live.State.Errors);
    }

    [Fact]
    public async Task What_does_not_count_swaps_nothing()
    {
        using LiveConfig live = await Start("log: { retention: 2d }");
        ConfigSnapshot before = live.Current;
        _folder.Write("headgate.yaml", "# now with a comment\nlog: { retention: 2d }");
        Assert.IsType<ReloadOutcome.Unchanged>(await live.ReloadAsync(default));
        Assert.Same(before, live.Current);
    }

    [Fact]
    public async Task A_file_that_is_named_is_watched_too()
    {
        _folder.Write("secret", "sk-one");
        using LiveConfig live = await Start("providers: { a: { type: openai, api_key: \"${file:secret}\" } }");
        _folder.Write("secret", "sk-two");
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Equal("sk-two", live.Current.Providers[0].Credentials[0].Secret);
        File.Delete(_folder.Path("secret"));
        Assert.IsType<ReloadOutcome.Refused>(await live.ReloadAsync(default));
        Assert.Equal("sk-two", live.Current.Providers[0].Credentials[0].Secret);
    }

    [Fact]
    public async Task What_is_fixed_at_the_start_is_reported_as_needing_a_restart()
    {
        using LiveConfig live = await Start("server: { listen: http://127.0.0.1:1 }");
        _folder.Write("headgate.yaml", "server: { listen: http://127.0.0.1:2, data: /x, drain: 9s }");
        ReloadOutcome.Applied applied = Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Equal(["server.listen", "server.data"], applied.NeedsRestart);
        Assert.Equal(TimeSpan.FromSeconds(9), live.Current.Server.Drain);
        Assert.Equal(1, live.Host.Listen.Single().Port);
        Assert.Contains("Warning: A change of server.listen, server.data needs a restart", _log.Lines);
    }

    [Fact]
    public async Task A_new_certificate_is_taken_and_a_wrong_one_refused()
    {
        TestCertificate.Write(_folder, "one");
        using LiveConfig live = await Start("server: { listen: https://127.0.0.1:0, tls: { cert: cert.pem, key: key.pem } }");
        Assert.Equal("CN=one", live.Certificate!.Context.TargetCertificate.Subject);
        TestCertificate.Write(_folder, "two");
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Equal("CN=two", live.Certificate!.Context.TargetCertificate.Subject);
        Assert.Contains("Information: The certificate of the https listeners has changed", _log.Lines);

        _folder.Write("cert.pem", "half written");
        Assert.IsType<ReloadOutcome.Refused>(await live.ReloadAsync(default));
        Assert.Equal("CN=two", live.Certificate!.Context.TargetCertificate.Subject);
    }

    [Fact]
    public async Task A_new_authority_makes_a_new_endpoint()
    {
        TestCertificate.Write(_folder, "one");
        using LiveConfig live = await Start("providers: { a: { type: openai, api_key: k, ca: cert.pem } }");
        Endpoint before = live.Current.Providers[0].Endpoint;
        TestCertificate.Write(_folder, "two");
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.NotEqual(before, live.Current.Providers[0].Endpoint);
        Assert.Equal(before.CaFile, live.Current.Providers[0].Endpoint.CaFile);
    }

    [Fact]
    public async Task A_store_that_is_away_changes_nothing_and_is_said_once()
    {
        _store.Set(Key("kept"));
        using LiveConfig live = await Start("log: {}");
        _store.Fails = true;
        await live.ReloadAsync(default);
        await live.ReloadAsync(default);
        Assert.NotNull(live.State.StoreFailure);
        Assert.NotNull(live.Current.Keys.Find(KeyDigest.Of("kept")));
        Assert.Single(_log.Lines, line => line.Contains("cannot be read"));

        _store.Fails = false;
        _store.Set();
        Assert.IsType<ReloadOutcome.Applied>(await live.ReloadAsync(default));
        Assert.Null(live.State.StoreFailure);
        Assert.Empty(live.Current.Keys.All);
    }

    [Fact]
    public async Task Files_lie_over_the_store()
    {
        _store.Set(Key("same"), Key("other"), Key("orphan") with { Team = "gone" }, Key("member") with { Team = "t" });
        using LiveConfig live = await Start($"teams: {{ t: {{ models: [x] }} }}\nkeys: {{ name: same, key: {new string('s', 32)} }}");
        Assert.Equal(["same:File", "member:Store", "other:Store"], live.Current.Keys.All.Select(key => $"{key.Name}:{key.Layer}"));
        Assert.Equal(["x"], live.Current.Keys.All[1].TeamModels);
        Assert.Contains(live.State.Warnings, warning => warning.Message.Contains("`same` is not used"));
        Assert.Contains(live.State.Warnings, warning => warning.Message.Contains("`orphan` is refused: its team `gone` is gone"));
    }

    [Fact]
    public async Task A_simulator_that_does_not_run_is_refused_until_a_restart()
    {
        using LiveConfig live = await Start("log: {}");
        _folder.Write("headgate.yaml", "providers: { sim: { type: simulator } }");
        ReloadOutcome.Refused refused = Assert.IsType<ReloadOutcome.Refused>(await live.ReloadAsync(default));
        Assert.Contains("the simulator does not run in this process", Assert.Single(refused.Errors).Message);
    }

    [Fact]
    public async Task A_thousand_reloads_of_right_and_wrong_files_never_show_a_mixed_snapshot()
    {
        using LiveConfig live = await Start(Numbered(0));
        using var stop = new CancellationTokenSource();
        Task<int> reader = Task.Run(() => CountMixed(live, stop.Token));
        for (int i = 1; i <= 1_000; i++)
        {
            string right = Numbered(i);
            _folder.Write("headgate.yaml", i % 2 == 0 ? right : right[..(i * 7919 % right.Length)] + "\n  ]");
            string before = live.Current.Hash;
            ReloadOutcome outcome = await live.ReloadAsync(default);
            if (i % 2 == 0)
            {
                Assert.IsType<ReloadOutcome.Applied>(outcome);
            }
            else
            {
                Assert.Equal(before, Assert.IsType<ReloadOutcome.Refused>(outcome) is not null ? live.Current.Hash : "");
            }
        }

        await stop.CancelAsync();
        Assert.Equal(0, await reader);
    }

    /// <summary>The same number in each part, so that a mixed snapshot shows.</summary>
    private static string Numbered(int i) => $$"""
        server: { max_attempts: {{(i % 90) + 1}} }
        providers: { p: { type: openai, api_key: "k{{i}}" } }
        models: { m{{i}}: { targets: { model: p/x{{i}} } } }
        keys: { name: "n{{i}}", key: "{{i:D40}}" }
        """;

    private static int CountMixed(LiveConfig live, CancellationToken stop)
    {
        int mixed = 0;
        while (!stop.IsCancellationRequested)
        {
            ConfigSnapshot config = live.Current;
            string number = config.Keys.All[0].Name[1..];
            bool isWhole = config.Models.Aliases[0].Name == $"m{number}" && config.Providers[0].Credentials[0].Secret == $"k{number}"
                && config.Models.Find($"m{number}")!.Targets[0] is AliasTarget.Model { Provider: var provider }
                    && provider == config.Providers[0];
            mixed += isWhole ? 0 : 1;
        }

        return mixed;
    }

    private static VirtualKey Key(string name) =>
        new() { Id = $"key_{name}", Name = name, Digest = KeyDigest.Of(name), Layer = ConfigLayer.Store };

    private async Task<LiveConfig> Start(string yaml)
    {
        ConfigReading.Accepted first = _folder.Accept(yaml);
        return await LiveConfig.StartAsync(_folder.Source("headgate.yaml"), first, _store, new BudgetAccounts(new BudgetBook(), _ledger, _folder.Time), _audit, _folder.Time, _log, default);
    }

    private static async Task WhileRunning(LiveConfig live, Func<Task> act)
    {
        using var stop = new CancellationTokenSource();
        Task running = live.RunAsync(stop.Token);
        await act();
        await stop.CancelAsync();
        await running;
    }

    /// <summary>
    /// Moves the clock on by half seconds, one look each, and waits for what the last of them must have brought at the latest.
    /// </summary>
    private async Task Pass(TimeSpan time, int applied)
    {
        for (TimeSpan elapsed = TimeSpan.Zero; elapsed < time; elapsed += TimeSpan.FromMilliseconds(500))
        {
            Task look = _store.LookedAsync(_store.Looks + 1);
            _folder.Time.Advance(TimeSpan.FromMilliseconds(500));
            await look.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }

        await _log.LoggedAsync("is in force", applied);
    }
}
