using System.Collections.Concurrent;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Probing;

/// <summary>
/// Asks targets that nobody has called for a while for a word (<c>models.&lt;name&gt;.probe</c>), so that it is known how they fare before a request
/// depends on it, and what was sick is taken back without a request that has to try. Never more than one call of a target at once, and none
/// before a vendor's time or a breaker's pause is over.
/// </summary>
/// <param name="snapshots">Which aliases have it.</param>
/// <param name="probe">Asks, by the books that requests go by.</param>
/// <param name="health">Those books.</param>
/// <param name="keep">Takes what became of a call: it is recorded and counted as a request is.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For bugs.</param>
internal sealed class TargetWatch(
    ISnapshotSource snapshots, ChatProbe probe, HealthBook health, Action<RequestTrace> keep, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Under this name they are in the request log.</summary>
    private static readonly Caller Self = new(new VirtualKey
    {
        Id = "probe", Name = "probe", Digest = default, Models = ["*", "sim/*"], Layer = ConfigLayer.File,
    });

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<TargetHealth, bool> _asked = new();
    private ITimer? _timer;

    /// <summary>Begins.</summary>
    public void Start() => _timer ??= time.CreateTimer(static watch => ((TargetWatch)watch!).Look(), this, Period, Period);

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Look()
    {
        long now = health.Now;
        foreach (ModelAlias alias in snapshots.Current.Models.Aliases.Where(alias => alias.Probe is not null))
        {
            foreach (Target target in alias.Targets.OfType<AliasTarget.Model>().Where(IsAskable).SelectMany(TargetsOf))
            {
                TargetHealth known = health.Of(target);
                if (known.IsIdle(now, (long)alias.Probe!.Value.TotalMilliseconds) && known.IsFree(now) && _asked.TryAdd(known, true))
                {
                    _ = AskAsync(target, known, alias.Timeouts);
                }
            }
        }
    }

    private static bool IsAskable(AliasTarget.Model model) => model.UpstreamModel is not null && !model.Provider.NeedsBroughtCredential;

    private static IEnumerable<Target> TargetsOf(AliasTarget.Model model) => model.TargetsFor(model.UpstreamModel!, translatedTo: null);

    private async Task AskAsync(Target target, TargetHealth known, TimeoutOptions timeouts)
    {
        try
        {
            if (await probe.AskAsync(Self, target.Provider, target.Credential, target.UpstreamModel, timeouts, _stopping.Token) is { } trace)
            {
                keep(trace);
            }
        }
        catch (Exception stopped) when (_stopping.IsCancellationRequested && stopped is OperationCanceledException or ObjectDisposedException)
        {
            // the process ends
        }
        catch (Exception bug) // the edge of a background task: it must not end unseen
        {
            Log.ProbeBroke(logger, target.Name, bug);
        }
        finally
        {
            _asked.TryRemove(known, out _);
        }
    }
}
