using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Tests.Pipeline.Simulation;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>The production pipeline from its start to its end, with only the clock, the chance, the vendors and the disk replaced.</summary>
internal sealed class MoneyProcess : ISnapshotSource, IDisposable
{
    private readonly Headgate.Gateway.Pipeline.Pipeline _pipeline;
    private readonly ListLogger<Headgate.Gateway.Pipeline.Pipeline> _log = new();
    private readonly BudgetAccounts _accounts;

    public MoneyProcess(int seed, ConfigSnapshot config, SimulatedLedger ledger, VirtualTime time, Action met)
    {
        (Started, Ledger) = (time.Now, ledger);
        Vendors = new PaidVendor(seed, MoneyConfigs.Prices, _ => met(), time);
        _accounts = new BudgetAccounts(Book, ledger, time);
        _pipeline = new(this, Vendors, Sink, ledger, Book, new ListObjects(), new MemorySpool(), EndUserVeil.Keyless, (ulong)seed, time, _log);
        Current = config;
        Use(config);
    }

    public ConfigSnapshot Current { get; private set; }

    public TimeSpan Started { get; }

    public SimulatedLedger Ledger { get; }

    public BudgetBook Book { get; } = new();

    public PaidVendor Vendors { get; }

    public ListSink Sink { get; } = new();

    public ImmutableArray<string> Bugs => [.. _log.Lines.Where(line => line.StartsWith("Error:", StringComparison.Ordinal))];

    /// <summary>As a reload does: the accounts are opened before the config is in force.</summary>
    public void Use(ConfigSnapshot config)
    {
        Assert.True(_accounts.OpenAsync(config, CancellationToken.None).AsTask().IsCompletedSuccessfully);
        Current = config;
    }

    public void Sweep() => _accounts.Sweep();

    public Task HandleAsync(FakeRequest request, IClientReply reply, CancellationToken departed) =>
        _pipeline.HandleAsync(NativeProtocols.Get(WireProtocol.OpenAIChat), request, reply, departed).AsTask();

    public void Dispose()
    {
        _pipeline.Dispose();
        Vendors.Dispose();
    }
}
