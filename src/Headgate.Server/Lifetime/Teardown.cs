namespace Headgate.Server.Lifetime;

/// <summary>What was started, to be ended in reverse: whatever stands on something else goes first.</summary>
internal sealed class Teardown : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> _steps = [];

    /// <summary>Keeps what is to be disposed of.</summary>
    public T Own<T>(T resource)
    {
        _steps.Push(resource switch
        {
            IAsyncDisposable later => later.DisposeAsync,
            IDisposable now => () =>
            {
                now.Dispose();
                return ValueTask.CompletedTask;
            },
            _ => throw new ArgumentException($"{typeof(T)} needs no disposal.", nameof(resource)),
        });
        return resource;
    }

    /// <summary>Keeps a step to be taken at the end.</summary>
    public void Then(Func<ValueTask> step) => _steps.Push(step);

    /// <summary>Ends everything; a second call finds nothing left.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_steps.TryPop(out Func<ValueTask>? step))
        {
            await step();
        }
    }
}
