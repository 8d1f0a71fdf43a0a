using System.Collections.Concurrent;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// Asks the servers of fleets how they stand, each second, over the connections that calls go over. What cannot be read is soon no longer known, and the
/// operator is told once.
/// </summary>
internal sealed class MetricsPoller(
    ISnapshotSource snapshots, IUpstreamConnections connections, FleetBook fleets, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostBytes = 4 << 20;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Endpoint, bool> _asked = new();
    private readonly ConcurrentDictionary<Endpoint, bool> _silent = new();
    private ITimer? _timer;

    /// <summary>Begins.</summary>
    public void Start() => _timer ??= time.CreateTimer(static poller => ((MetricsPoller)poller!).Poll(), this, TimeSpan.Zero, Period);

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Poll()
    {
        Provider[] replicas = [.. snapshots.Current.Providers.SelectMany(provider => provider.Replicas)];
        fleets.Retain(replicas);
        foreach (Provider replica in replicas)
        {
            if (replica.Metrics is { } page && _asked.TryAdd(replica.Endpoint, true)) // one that is slow to say it is not asked twice
            {
                _ = AskAsync(replica, page);
            }
        }
    }

    private async Task AskAsync(Provider replica, Uri page)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            string? wrong = await ReadAsync(replica, page, either.Token);
            Tell(replica, page, wrong);
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            Tell(replica, page, broken is OperationCanceledException ? "it did not answer in time" : broken.Message);
        }
        catch (ObjectDisposedException)
        {
            // the process ends
        }
        finally
        {
            _asked.TryRemove(replica.Endpoint, out _);
        }
    }

    /// <summary>Reads a page, and says what is wrong with it.</summary>
    private async Task<string?> ReadAsync(Provider replica, Uri page, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, page);
        message.Options.Set(ConnectTrace.Key, new ConnectTrace { Timeout = Patience });
        using HttpResponseMessage response = await connections.For(replica.Endpoint, replica.Credentials[0]).SendAsync(message, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return $"it answered {(int)response.StatusCode}";
        }

        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        byte[] buffer = new byte[1 << 14];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0 && body.Length <= MostBytes;)
        {
            body.Write(buffer, 0, read);
        }

        if (body.Length > MostBytes || MetricsText.Read(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } metrics)
        {
            return "it is no page of metrics of a known engine";
        }

        fleets.Of(replica).Heard(metrics);
        return null;
    }

    private void Tell(Provider replica, Uri page, string? wrong)
    {
        if (wrong is not null && !_stopping.IsCancellationRequested && _silent.TryAdd(replica.Endpoint, true))
        {
            Log.Silent(logger, replica.Name, page, wrong);
        }
        else if (wrong is null && _silent.TryRemove(replica.Endpoint, out _))
        {
            Log.Heard(logger, replica.Name, page);
        }
    }
}
