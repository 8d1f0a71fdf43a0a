using System.Runtime.InteropServices;

namespace Headgate.Server.Lifetime;

/// <summary>The process' signals: SIGTERM and SIGINT ask for a polite end and, the second time, for the end at once; SIGHUP reloads.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on.</summary>
    /// <param name="reload">Called at SIGHUP.</param>
    /// <param name="endAtOnce">Called at the second SIGTERM or SIGINT.</param>
    public StopSignals(Action reload, Action endAtOnce) => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, endAtOnce)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, endAtOnce)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            reload();
        }),
    ];

    /// <summary>Completes at the first SIGTERM or SIGINT.</summary>
    public Task Asked => _asked.Task;

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Stop(PosixSignalContext context, Action endAtOnce)
    {
        context.Cancel = true;
        if (!_asked.TrySetResult())
        {
            endAtOnce();
        }
    }
}
