using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Tests.Config;

public sealed class ConfigReadingTests : IDisposable
{
    private const string Whole = """
        server:
          listen: [http://127.0.0.1:0, "unix:/run/headgate.sock"]
          admin: http://[::1]:4001
          data: kept
          hosts: gate.example.com
          inline_io: false
          max_body: 1.5MB
          max_buffered: 2GiB
          keep_alive: off
          drain: 1m
          max_attempts: 3
          fetch_urls: false
          trusted_proxies: [10.0.0.0/8, "::1"]
          forward_headers: [X-Tenant]
          cors: { origins: ["https://app.example.com"] }
        providers:
          openai:
            type: openai
            api_keys: ["${ONE}", "${TWO}"]
            base_url: https://proxy.example.com/v1/
            headers: { OpenAI-Organization: org }
            models: ["gpt-*", o4-mini]
            proxy: http://user:pass@proxy:3128
            protocols: [chat, responses, chat]
          claude: { type: anthropic, api_key: "${ONE}" }
          local: { type: openai-compatible, base_url: "http://10.0.0.5:8000/v1", max_concurrent: 20, queue: { wait: 30s } }
          sim: { type: simulator }
        models:
          chat:
            strategy: weighted
            targets:
              - model: openai/gpt-5-mini
                weight: 3
              - { model: claude/claude-haiku-4-5, weight: 0 }
              - model: backup
            retry: { tries: 4, backoff: 100ms, max_backoff: 1s }
            fallback_on: [timeout, auth]
            timeouts: { connect: 1s, first_token: 45s, idle: 90s, total: 1h }
            max_attempts: 9
            defaults: { temperature: 0.20, stop: ["a", '5'], metadata: { a: null, b: true, c: "${ONE}" }, seed: 12345678901234567890 }
            drop: top_p
            on_loss: reject
            on_disconnect: drain
            hedge: { after: 800ms, max_cost: 0.01 }
          backup: { targets: { model: local/* } }
          "gpt-*": { targets: [ { model: openai/* } ] }
        keys:
          - name: ci
            key: ${CI_KEY}
            team: platform
            models: [chat, "openai/*"]
            limits: { requests_per_minute: 60, concurrent: 10 }
            expires: 2027-01-01
            tags: { env: ci, n: 5 }
            permissions: [diagnostics]
            allowed_ips: 192.0.2.0/24
            service_tiers: [standard, flex]
            byok: true
            end_user: hash
            server_tools: [google_search]
          - { name: hashed, sha256: E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855, expires: 2027-01-01T12:00:00+02:00 }
        teams: { platform: { models: ["*"] } }
        admin: { tokens: [ { name: ops, token: "${CI_KEY}", role: operator } ] }
        log: { bodies: full, retention: 7d }
        """;

    private readonly ConfigFolder _folder = new() { Variables = { ["ONE"] = "sk-one", ["TWO"] = "sk-two", ["CI_KEY"] = new('k', 32) } };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_how_much_is_kept_for_repeats()
    {
        Assert.Equal(0, _folder.Accept("server: { max_replays: 0 }").Derived.Server.MaxReplayBytes);
        Assert.Equal(1 << 20, _folder.Accept("server: { max_replays: 1MiB }").Derived.Server.MaxReplayBytes);
        Assert.Equal(64 << 20, _folder.Accept("{}").Derived.Server.MaxReplayBytes);
    }

    [Fact]
    public void Reads_the_server_section()
    {
        ConfigReading.Accepted config = _folder.Accept(Whole);
        Assert.Equal(["http://127.0.0.1:0", "unix:/run/headgate.sock"], config.Host.Listen.Select(address => address.ToString()));
        Assert.Equal(new ListenAddress("::1", 4001, false, null), config.Host.Admin);
        Assert.Equal("http://[::1]:4001", config.Host.Admin.ToString());
        Assert.Equal((_folder.Path("kept"), false), (config.Host.DataFolder, config.Host.InlineIo));
        Assert.Equal(["gate.example.com"], config.Host.Hosts);
        ServerOptions server = config.Derived.Server;
        Assert.Equal((1_500_000, 2L << 30, 3), (server.MaxBodyBytes, server.MaxBufferedBytes, server.MaxAttempts));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(1)), (server.KeepAlive, server.Drain));
        Assert.False(server.FetchUrls);
        Assert.Equal(["10.0.0.0/8", "::1/128"], server.TrustedProxies.Select(range => range.ToString()));
        Assert.Equal(["x-tenant"], server.ForwardHeaders);
        Assert.Equal(["https://app.example.com"], server.CorsOrigins);
        Assert.Equal((true, TimeSpan.FromDays(7)), (config.Derived.Log.KeepsBodies, config.Derived.Log.Retention));
    }

    [Fact]
    public void Reads_what_becomes_of_calls_whose_clients_leave()
    {
        ServerOptions server = _folder.Accept("server: { on_disconnect: drain, drain_limit: 5m, max_drains: 9 }").Derived.Server;
        Assert.Equal((OnDisconnect.Drain, TimeSpan.FromMinutes(5), 9), (server.OnDisconnect, server.DrainLimit, server.MaxDrains));
        ServerOptions standard = _folder.Accept("server: {}").Derived.Server;
        Assert.Equal((OnDisconnect.Cancel, TimeSpan.FromMinutes(1), 256), (standard.OnDisconnect, standard.DrainLimit, standard.MaxDrains));
    }

    [Fact]
    public void Reads_providers_in_order()
    {
        ConfigReading.Accepted config = _folder.Accept(Whole);
        Provider[] providers = [.. config.Derived.Providers];
        Assert.Equal(["openai", "claude", "local", "sim"], providers.Select(provider => provider.Name));
        Assert.Equal(["sk-one", "sk-two"], providers[0].Credentials.Select(credential => credential.Secret));
        Assert.Matches("^openai#[0-9a-f]{8}$", providers[0].Credentials[0].Id);
        Assert.Equal(new Endpoint(new Uri("https://proxy.example.com/v1"), true, new Uri("http://user:pass@proxy:3128"), null, null),
            providers[0].Endpoint);
        Assert.Equal([WireProtocol.OpenAIChat, WireProtocol.OpenAIResponses], providers[0].Vendor.Speaks("gpt-5"));
        Assert.Equal([KeyValuePair.Create("OpenAI-Organization", "org")], providers[0].Headers);
        Assert.False(providers[1].Endpoint.IsWritten);
        Assert.Null(Assert.Single(providers[2].Credentials).Secret);
        Assert.Equal(new QueueLimits(Places: 20, Length: 1000, TimeSpan.FromSeconds(30)), providers[2].Queue);
        Assert.Null(providers[1].Queue);
        Assert.True(config.NeedsSimulator);
    }

    [Fact]
    public void Reads_the_servers_of_a_fleet()
    {
        Provider fleet = _folder.Accept("""
            providers:
              fleet: { type: vllm, api_key: secret, replicas: ["http://10.0.0.5:8000", "http://10.0.0.6:8000/other/"], max_concurrent: 9 }
            """).Derived.Providers[0];

        Assert.Equal(["http://10.0.0.5:8000/v1", "http://10.0.0.6:8000/other"], fleet.Replicas.Select(replica => replica.Endpoint.BaseUrl.AbsoluteUri));
        Assert.Equal(["http://10.0.0.5:8000/metrics", "http://10.0.0.6:8000/metrics"], fleet.Replicas.Select(replica => replica.Metrics!.AbsoluteUri));
        Assert.All(fleet.Replicas, replica => Assert.Equal(("fleet", true, true, 9), (replica.Name, replica.IsReplica, replica.Endpoint.IsWritten, replica.Queue!.Value.Places)));
        Assert.Matches("^fleet#10.0.0.5:8000#[0-9a-f]{8}$", fleet.Replicas[0].Credentials[0].Id);
        Assert.Equal(fleet.Replicas, fleet.Places);
        Assert.Equal(2, fleet.Ways.Count());
    }

    [Theory]
    [InlineData("type: vllm", "http://a/metrics")]
    [InlineData("type: vllm, metrics: true", "http://a/metrics")]
    [InlineData("type: vllm, metrics: /stats", "http://a/stats")]
    [InlineData("type: vllm, metrics: false", null)]
    [InlineData("type: ollama", null)]
    [InlineData("type: openai-compatible, metrics: true", "http://a/metrics")]
    public void Knows_where_a_server_says_how_it_stands(string provider, string? page) =>
        Assert.Equal(page, _folder.Accept($"providers: {{ f: {{ {provider}, replicas: \"http://a\" }} }}").Derived.Providers[0].Replicas[0].Metrics?.AbsoluteUri);

    [Fact]
    public void Reads_aliases()
    {
        ModelTable models = _folder.Accept(Whole).Derived.Models;
        ModelAlias chat = models.Find("chat")!;
        Assert.Equal((Strategy.Weighted, 9, "chat"), (chat.Strategy, chat.MaxAttempts, chat.Name));
        Assert.Equal((new HedgeOptions(TimeSpan.FromMilliseconds(800), 5, new Money(10_000_000)), null), (chat.Hedge, models.Find("backup")!.Hedge));
        Assert.Equal((OnDisconnect.Drain, null), (chat.OnDisconnect, models.Find("backup")!.OnDisconnect));
        Assert.Equal([3, 0, 1], chat.Targets.Select(target => target.Weight));
        Assert.Equal("gpt-5-mini", Assert.IsType<AliasTarget.Model>(chat.Targets[0]).UpstreamModel);
        ModelAlias backup = Assert.IsType<AliasTarget.Alias>(chat.Targets[2]).Target;
        Assert.Same(models.Find("backup"), backup);
        Assert.Null(Assert.IsType<AliasTarget.Model>(Assert.Single(backup.Targets)).UpstreamModel);
        Assert.Equal(new RetryOptions { Tries = 4, Backoff = TimeSpan.FromSeconds(0.1), MaxBackoff = TimeSpan.FromSeconds(1) }, chat.Retry);
        Assert.Equal(
            new TimeoutOptions
            {
                Connect = TimeSpan.FromSeconds(1), FirstToken = TimeSpan.FromSeconds(45), Idle = TimeSpan.FromSeconds(90),
                Total = TimeSpan.FromHours(1),
            },
            chat.Timeouts);
        Assert.Equal([UpstreamFault.Timeout, UpstreamFault.Auth], chat.FallbackOn);
        Assert.DoesNotContain("top_p", Edited(chat, """{"top_p":1,"n":1}"""), StringComparison.Ordinal);
        Assert.Equal((OnLoss.Reject, OnLoss.Warn), (chat.OnLoss, new ModelAlias { Name = "x", Targets = [] }.OnLoss));
    }

    [Fact]
    public void Keeps_defaults_as_json_of_their_yaml_types()
    {
        ModelAlias chat = _folder.Accept(Whole).Derived.Models.Find("chat")!;
        Assert.Equal(
            """{"temperature":0.20,"stop":["a","5"],"metadata":{"a":null,"b":true,"c":"sk-one"},"seed":12345678901234567890}""",
            Edited(chat, "{}"));
    }

    [Fact]
    public void Reads_keys_teams_and_tokens()
    {
        ConfigReading.Accepted config = _folder.Accept(Whole);
        VirtualKey ci = config.Derived.Keys[0];
        Assert.Equal(KeyDigest.Of(new string('k', 32)), ci.Digest);
        Assert.Matches("^key_[0-9a-f]{16}$", ci.Id);
        Assert.Equal(("ci", "platform", 60, 10, true), (ci.Name, ci.Team, ci.RequestsPerMinute, ci.Concurrent, ci.SeesDiagnostics));
        Assert.Equal(["chat", "openai/*"], ci.Models);
        Assert.Equal(["*"], ci.TeamModels);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), ci.Expires);
        Assert.Equal(["env=ci", "n=5"], ci.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(["192.0.2.0/24"], ci.AllowedIps.Select(range => range.ToString()));
        Assert.Equal(["default", "flex"], ci.ServiceTiers!);
        Assert.Equal(["web_search"], ci.ServerTools!);
        VirtualKey hashed = config.Derived.Keys[1];
        Assert.Equal(KeyDigest.Of(""), hashed.Digest);
        Assert.Equal((null, null), (hashed.ServiceTiers, hashed.ServerTools));
        Assert.Equal((EndUserSight.Hash, EndUserSight.Pass), (ci.EndUser, hashed.EndUser));
        Assert.Equal((true, false), (ci.MayBringCredentials, hashed.MayBringCredentials));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 10, 0, 0, TimeSpan.Zero), hashed.Expires);
        Assert.Equal(
            new AdminToken("ops", KeyDigest.Of(new string('k', 32)), AdminRole.Operator), Assert.Single(config.Derived.AdminTokens));
    }

    [Fact]
    public void An_empty_file_has_the_defaults_of_the_derived_types()
    {
        ConfigReading.Accepted config = _folder.Accept("# nothing\n");
        var standard = new ServerOptions();
        Assert.Equal(standard, config.Derived.Server with
        {
            CorsOrigins = standard.CorsOrigins, ForwardHeaders = standard.ForwardHeaders, TrustedProxies = standard.TrustedProxies,
        });
        Assert.Equal(new LogOptions(), config.Derived.Log);
        Assert.Equal(
            ["http://127.0.0.1:4000", "http://127.0.0.1:4001"], [config.Host.Listen.Single().ToString(), config.Host.Admin.ToString()]);
        Assert.Equal(("./data", true), (config.Host.DataFolder, config.Host.InlineIo));
        Assert.True(config.AuthRequired);
        Assert.False(config.HasKeys || config.HasAdminTokens || config.NeedsSimulator);
    }

    [Fact]
    public void An_alias_without_options_has_the_defaults_of_the_derived_types()
    {
        ModelAlias alias = _folder.Accept(
            $"providers: {{ {ConfigFolder.Openai} }}\nmodels: {{ a: {{ targets: {{ model: openai/x }} }} }}").Derived.Models.Find("a")!;
        var standard = new ModelAlias { Name = "a", Targets = [] };
        Assert.Equal((standard.Retry, standard.Timeouts, standard.Strategy, standard.MaxAttempts),
            (alias.Retry, alias.Timeouts, alias.Strategy, alias.MaxAttempts));
        Assert.Equal(standard.FallbackOn, alias.FallbackOn);
        Assert.Equal(1, alias.Targets[0].Weight);
    }

    [Fact]
    public void Reads_json_too()
    {
        ConfigReading.Accepted config = _folder.Accept(
            """{ "server": { "max_attempts": 2, "listen": ["http://127.0.0.1:1"] }, "providers": null }""");
        Assert.Equal(2, config.Derived.Server.MaxAttempts);
    }

    [Fact]
    public void Reads_anchors_and_merge_keys()
    {
        ConfigReading.Accepted config = _folder.Accept($$"""
            providers: { {{ConfigFolder.Openai}} }
            models:
              a: &common { targets: [ { model: openai/x } ], max_attempts: 2, drop: [a] }
              b: { <<: *common, max_attempts: 3 }
            """);
        ModelAlias merged = config.Derived.Models.Find("b")!;
        Assert.Equal((3, """{"b":2}"""), (merged.MaxAttempts, Edited(merged, """{"a":1,"b":2}""")));
    }

    [Fact]
    public void An_error_in_an_aliased_value_is_told_where_it_stands_with_the_path_of_its_use()
    {
        ConfigError[] errors = [.. _folder.Refuse("server:\n  drain: &x 5x\n  keep_alive: *x")];
        Assert.Equal([("server.drain", 2), ("server.keep_alive", 2)], errors.Select(error => (error.Path, error.Line)));
    }

    [Theory]
    [InlineData("openai/gpt-5-mini", "openai/gpt-5-mini")]
    [InlineData("openai/o1", null)]
    [InlineData("gpt-4o", "gpt-*")]
    [InlineData("o4-mini", "openai/o4-mini")]
    [InlineData("claude-haiku-4-5", "claude/claude-haiku-4-5")]
    [InlineData("chat", "chat")]
    [InlineData("lorem-5", null)]
    [InlineData("sim/lorem-5", "sim/lorem-5")]
    public void A_name_is_an_alias_or_a_providers_model_or_a_bare_name_of_the_first_that_has_it(string asked, string? meant) =>
        Assert.Equal(meant, _folder.Accept(Whole).Derived.Models.Find(asked)?.Name);

    [Fact]
    public void Auth_none_is_taken_at_both_places_on_loopback()
    {
        Assert.False(_folder.Accept("auth: none").AuthRequired);
        Assert.False(_folder.Accept("server: { auth: none, listen: [\"unix:/x\", \"http://[::1]:5\", http://localhost:0] }").AuthRequired);
    }

    [Fact]
    public void The_summary_names_what_would_be_served_and_no_secret()
    {
        string summary = string.Join('\n', _folder.Accept(Whole).Summary);
        Assert.Contains("model      chat → openai/gpt-5-mini, claude/claude-haiku-4-5, backup", summary);
        Assert.Contains("provider   openai (openai), 2 keys", summary);
        Assert.DoesNotContain("sk-", summary);
        Assert.DoesNotContain("pass", summary);
    }

    [Theory]
    [InlineData("models: { openai/x: { targets: { model: openai/x } } }", "this alias stands before the models of the provider `openai`")]
    [InlineData("keys: [ { name: a, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, expires: 2020-01-01 } ]",
        "this key has expired")]
    [InlineData("keys: [ { name: a, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, models: [chat, x/*] } ]",
        "nothing here is called `chat`")]
    [InlineData("teams: { a: { models: [\"nothing-*\"] } }", "nothing here is called `nothing-*`")]
    public void What_is_odd_but_can_be_served_is_a_warning(string yaml, string warning) =>
        Assert.Contains(
            _folder.Accept($"providers: {{ {ConfigFolder.Openai} }}\n{yaml}").Warnings, each => each.ToString().Contains(warning));

    [Fact]
    public void Only_what_is_odd_is_warned_of() => Assert.Empty(_folder.Accept(Whole).Warnings);

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_lines()
    {
        ConfigError[] errors = [.. _folder.Refuse("""
            servr: {}
            providers:
              openai: { type: opneai, api_key: "${NOT_SET}" }
              other: { type: openai-compatible }
            models: { a: { targets: [ { model: nowhere } ], budget: 5 } }
            keys: [ { name: a, key: short } ]
            """)];
        Assert.Equal([1, 3, 3, 4, 5, 5, 6], errors.Select(error => error.Line));
    }

    private static string Edited(ModelAlias alias, string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        RequestEdits edits = new();
        foreach (MemberEdit edit in alias.Edits)
        {
            edits.Add(edit);
        }

        return string.Concat(edits.Apply(scan).Pieces.Select(piece => Encoding.UTF8.GetString(piece.Span)));
    }
}
