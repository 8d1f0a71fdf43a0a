using System.Collections.Immutable;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Simulation;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>The production pipeline with only the clock, the draws' seed, the way out and the log replaced.</summary>
internal sealed class PipelineRig : ISnapshotSource, IDisposable
{
    public const string Secret = "hg-0123456789012345678901234567890123456789012";

    private Headgate.Gateway.Pipeline.Pipeline _pipeline;

    public PipelineRig(params ModelAlias[] aliases)
    {
        Current = Snapshot(aliases);
        _pipeline = Make();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public ScriptedUpstream Upstream { get; } = new();

    public ListLogger<Headgate.Gateway.Pipeline.Pipeline> Logger { get; } = new();

    public ListSink Sink { get; } = new();

    public ListLedger Ledger { get; } = new();

    public BudgetBook Budgets { get; } = new();

    public EndUserVeil Veil { get; } = new("the key of this installation, 32"u8.ToArray());

    public ListObjects Objects { get; } = new();

    public ConfigSnapshot Current { get; private set; }

    public RequestRecord Record => Assert.Single(Sink.Records);

    public static Provider First { get; } = Vendor("first", "https://first.test/v1", "openai-compatible", [WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages]);

    public static Provider Second { get; } = Vendor("second", "https://second.test/v1", "openai-compatible", [WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages]);

    /// <summary>Speaks chat only.</summary>
    public static Provider Gpt { get; } = Vendor("gpt", "https://gpt.test/v1", "openai", [WireProtocol.OpenAIChat]);

    /// <summary>Speaks messages only.</summary>
    public static Provider Claude { get; } = Vendor("claude", "https://claude.test/v1", "anthropic", [WireProtocol.AnthropicMessages]);

    public static ModelAlias Alias(string name, params Provider[] providers) => new()
    {
        Name = name,
        Targets = [.. providers.Select(provider => (AliasTarget)new AliasTarget.Model(provider, "m", 1))],
        Retry = new RetryOptions { Tries = 1 },
    };

    public static Provider Vendor(string name, string baseUrl, string type, ImmutableArray<WireProtocol> protocols, params string[] secrets) => new()
    {
        Name = name,
        Row = ProviderCatalog.Find(type)!,
        Vendor = new CatalogProvider(ProviderCatalog.Find(type)!, protocols),
        Endpoint = new Endpoint(new Uri(baseUrl), IsWritten: true, null, null, null),
        Credentials = [.. (secrets.Length == 0 ? ["sk-" + name + "-0123456789"] : secrets).Select((secret, i) => new Credential($"{name}#{i}", secret))],
        Models = ["m*"],
    };

    public void Use(Func<ConfigSnapshot, ServerOptions> change) => Current = Copy(change(Current), Current.Keys, Current.Log);

    public void UseKey(Func<VirtualKey, VirtualKey> change) => Current = Copy(Current.Server, new KeyRing([change(Current.Keys.All[0])]), Current.Log);

    public void UseSecondKey(string secret) => Current = Copy(
        Current.Server, new KeyRing([Current.Keys.All[0], Current.Keys.All[0] with { Id = "key_2", Name = "others", Digest = KeyDigest.Of(secret) }]), Current.Log);

    /// <summary>The snapshot with other providers.</summary>
    public ConfigSnapshot With(ImmutableArray<Provider> providers) => new()
    {
        Hash = Current.Hash,
        Server = Current.Server,
        Providers = providers,
        Models = Current.Models,
        Keys = Current.Keys,
        AdminTokens = Current.AdminTokens,
        Log = Current.Log,
        AuthRequired = Current.AuthRequired,
    };

    public void KeepBodies() => Current = Copy(Current.Server, Current.Keys, new LogOptions { KeepsBodies = true });

    /// <summary>Puts another config in force, made anew throughout.</summary>
    public void Reload(params ModelAlias[] aliases) => Current = Snapshot(aliases);

    public HealthBook Health => _pipeline.Health;

    public RouteAdviser Adviser => _pipeline.Adviser;

    /// <summary>What is only in memory is gone.</summary>
    public void Restart()
    {
        _pipeline.Dispose();
        _pipeline = Make();
    }

    public void Drain() => _pipeline.Drain();

    public void EndDrains() => _pipeline.EndDrains();

    public void Watch() => _pipeline.Watch();

    public async Task<FakeReply> SendAsync(WireProtocol protocol, FakeRequest request, CancellationToken departed = default)
    {
        var reply = new FakeReply();
        await StartAsync(protocol, request, reply, departed).WaitAsync(Patience.Limit);
        return reply;
    }

    public Task StartAsync(WireProtocol protocol, FakeRequest request, IClientReply reply, CancellationToken departed = default) =>
        _pipeline.HandleAsync(NativeProtocols.Get(protocol), request, reply, departed).AsTask();

    /// <summary>A call that passes verbatim.</summary>
    public async Task<FakeReply> SendRawAsync(RawRoute route, RawCall call, FakeRequest request)
    {
        var reply = new FakeReply();
        var visit = new RawVisit(route, call, "POST", route.Path, new SimulatedRelay(reply));
        await _pipeline.HandleAsync(visit, request, reply, CancellationToken.None).AsTask().WaitAsync(Patience.Limit);
        return reply;
    }

    public static FakeRequest Chat(string model = "chat", bool stream = false, params (string Name, string Value)[] headers) =>
        new($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]{{(stream ? ",\"stream\":true" : "")}}}""",
            [("authorization", "Bearer " + Secret), ("content-type", "application/json"), .. headers]);

    public static FakeRequest Messages(string model = "chat", bool stream = false, params (string Name, string Value)[] headers) =>
        new($$"""{"model":"{{model}}","max_tokens":9,"messages":[{"role":"user","content":"hi"}]{{(stream ? ",\"stream\":true" : "")}}}""",
            [("x-api-key", Secret), ("content-type", "application/json"), ("anthropic-version", "2023-06-01"), .. headers]);

    /// <summary>A call with a body of the test's own.</summary>
    public static FakeRequest Call(string body, string secret = Secret, params (string Name, string Value)[] headers) =>
        new(body, [("authorization", "Bearer " + secret), ("content-type", "application/json"), .. headers]);

    public void Dispose()
    {
        _pipeline.Dispose();
        Upstream.Dispose();
    }

    private Headgate.Gateway.Pipeline.Pipeline Make() =>
        new(this, Upstream, Sink, Ledger, Budgets, Objects, new MemorySpool(), Veil, seed: 42, Time, Logger);

    private static ConfigSnapshot Snapshot(ModelAlias[] aliases)
    {
        ImmutableArray<Provider> providers = [First, Second];
        return new ConfigSnapshot
        {
            Hash = "test",
            Server = new ServerOptions { KeepAlive = TimeSpan.FromSeconds(15) },
            Providers = providers,
            Models = new ModelTable([.. aliases], providers),
            Keys = new KeyRing([new VirtualKey { Id = "key_1", Name = "tests", Team = "core", Digest = KeyDigest.Of(Secret), Layer = ConfigLayer.File }]),
            AdminTokens = [],
            Log = new LogOptions(),
            AuthRequired = true,
        };
    }

    private ConfigSnapshot Copy(ServerOptions server, KeyRing keys, LogOptions log) => new()
    {
        Hash = Current.Hash,
        Server = server,
        Providers = Current.Providers,
        Models = Current.Models,
        Keys = keys,
        AdminTokens = Current.AdminTokens,
        Log = log,
        AuthRequired = Current.AuthRequired,
    };
}
