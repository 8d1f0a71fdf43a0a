using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Stores;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Webhooks;

/// <summary>
/// Brings alerts to the operator's receiver: into the outbox first, where a crash does not lose them, then out of it, again and again for a day.
/// What was received when a crash came is sent once more, with the same id.
/// </summary>
public sealed class WebhookCourier(
    OperatorAlerts alerts, IOutbox outbox, IUpstreamConnections connections, ISnapshotSource snapshots, TimeProvider time, ILogger<WebhookCourier> logger)
    : IAsyncDisposable
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebhookSender _sender = new(connections, time);
    private readonly WebhookMeter _meter = new();
    private Task _running = Task.CompletedTask;
    private int _ended;

    /// <summary>Begins, until it is disposed of.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Ends. What was still told comes into the outbox, and goes out after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        try
        {
            await KeepAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The outbox is a port: whatever its driver throws, the gateway ends.
            Log.OutboxFailed(logger, failure);
        }

        _meter.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            TimeSpan pause;
            bool hasFailed = false;
            try
            {
                await KeepAsync(_stopping.Token).ConfigureAwait(false);
                pause = await DeliverAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The outbox is a port: whatever its driver throws, alerts wait until it is back.
                Log.OutboxFailed(logger, failure);
                (pause, hasFailed) = (PauseAfterFailure, true);
            }

            await PauseAsync(pause, hasFailed).ConfigureAwait(false);
        }
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        while (alerts.TryPeek(out OperatorAlerts.Told told))
        {
            ConfigSnapshot config = snapshots.Current;
            if (config.Webhook is not null)
            {
                await outbox.AddAsync(WebhookEvent.Of(told, config, time.GetUtcNow()), cancellation).ConfigureAwait(false);
            }

            alerts.Drop();
        }
    }

    /// <summary>Sends what is due; gives how long to wait until there may be more.</summary>
    private async Task<TimeSpan> DeliverAsync(CancellationToken cancellation)
    {
        ImmutableArray<OutboxEvent> next = await outbox.NextAsync(AtOnce, cancellation).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        OutboxEvent[] due = [.. next.Where(waiting => waiting.Due <= now)];
        if (due.Length > 0)
        {
            await Task.WhenAll(due.Select(waiting => DeliverAsync(waiting, cancellation))).ConfigureAwait(false);
            return TimeSpan.Zero;
        }

        TimeSpan wait = next.IsEmpty ? LongestPause : next[0].Due - now;
        return wait < LongestPause ? wait : LongestPause;
    }

    private async Task DeliverAsync(OutboxEvent waiting, CancellationToken cancellation)
    {
        string? reason = snapshots.Current.Webhook is { } webhook
            ? await _sender.SendAsync(webhook, waiting.Id, waiting.Body, cancellation).ConfigureAwait(false)
            : "`webhook` is not in the config any more";
        if (reason is null)
        {
            _meter.Sent();
            await outbox.EndAsync(waiting.Id, cancellation).ConfigureAwait(false);
            return;
        }

        int tries = waiting.Tries + 1;
        _meter.Failed();
        if (RetryDelays.After(tries) is { } delay)
        {
            Log.Failed(logger, waiting.Id, tries, reason);
            await outbox.PostponeAsync(waiting.Id, tries, time.GetUtcNow() + delay, cancellation).ConfigureAwait(false);
        }
        else
        {
            _meter.GivenUp();
            Log.GivenUp(logger, waiting.Id, tries, reason);
            await outbox.EndAsync(waiting.Id, cancellation).ConfigureAwait(false);
        }
    }

    // A failed outbox is not asked again for each alert that comes.
    private async Task PauseAsync(TimeSpan pause, bool ignoresAlerts)
    {
        if (pause <= TimeSpan.Zero)
        {
            return;
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Task timer = Task.Delay(pause, time, over.Token);
        await (ignoresAlerts ? Task.WhenAny(timer) : Task.WhenAny(timer, alerts.WaitAsync(over.Token))).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }
}
