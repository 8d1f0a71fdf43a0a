using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Budgets.Simulation;

/// <summary>One request of a simulated world, and what became of it.</summary>
/// <param name="number">Which one it is: the vendors know it by that.</param>
/// <param name="key">Which of the keys makes it.</param>
/// <param name="process">Which process serves it.</param>
/// <param name="at">When it arrives.</param>
/// <param name="body">What it asks.</param>
/// <param name="name">Its <c>Idempotency-Key</c>; null without one.</param>
internal sealed class MoneyRequest(int number, int key, MoneyProcess process, TimeSpan at, string body, string? name)
{
    private string? _cut;

    public int Number { get; } = number;

    public int Key { get; } = key;

    public MoneyProcess Process { get; } = process;

    public TimeSpan At { get; } = at;

    public string Body { get; } = body;

    public string? Name { get; } = name;

    /// <summary>True when it was given an answer that another request had got.</summary>
    public bool IsReplay => Reply.Headers.ContainsKey("x-headgate-idempotent-replay");

    public FakeReply Reply { get; } = new();

    public CancellationTokenSource Departed { get; } = new();

    public Task? Served { get; set; }

    public bool IsOver => Served!.IsCompleted;

    /// <summary>The request's own id, as the gateway told it.</summary>
    public string Id => Reply.Headers["x-headgate-request-id"];

    /// <summary>True when its process ended before it did.</summary>
    public bool WasCut => _cut is not null;

    /// <summary>What its client was told.</summary>
    public string Told => _cut ?? Reply.Text;

    /// <summary>True when some of the answer has reached the client.</summary>
    public bool IsReleased => Told.Contains("\"choices\"", StringComparison.Ordinal);

    public bool IsRefusedFor(string code) => Reply.Status is 400 or 409 or 429 && Told.Contains($"\"{code}\"", StringComparison.Ordinal);

    /// <summary>Its process has ended: what is told from now on reaches nobody.</summary>
    public void Cut() => _cut ??= Reply.Text;
}
