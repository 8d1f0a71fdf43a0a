using System.Collections.Immutable;
using Headgate.Console.Operations.Config;
using Headgate.Console.Operations.Health;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Stores;

namespace Headgate.Console;

/// <summary>What the console works on; the composition root gives it.</summary>
public sealed record ConsoleParts
{
    /// <summary>The running config.</summary>
    public required IConfigControl Config { get; init; }

    /// <summary>Where issued keys live.</summary>
    public required IConfigStore Store { get; init; }

    /// <summary>Providers and models made at run time.</summary>
    public required StoredConfig Stored { get; init; }

    /// <summary>Who did what to the gateway.</summary>
    public required IAuditLog Audit { get; init; }

    /// <summary>The request log.</summary>
    public required IRequestLog Requests { get; init; }

    /// <summary>The writer of the request log, for its counts.</summary>
    public required IRecordSink Records { get; init; }

    /// <summary>What is spent and held of each budget.</summary>
    public required BudgetBook Budgets { get; init; }

    /// <summary>Says what would become of requests.</summary>
    public required RouteAdviser Adviser { get; init; }

    /// <summary>The process that serves.</summary>
    public required IGatewayState Gateway { get; init; }

    /// <summary>
    /// Host names (without a port) by which the control plane may be asked for, beside the loopback names and the address of the
    /// connection itself: those of <c>server.admin</c> and <c>server.hosts</c>. Default none.
    /// </summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
