using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Tests.Config;

/// <summary>Keeps what was logged, and lets a test wait for a line.</summary>
internal sealed class ListLogger<T> : ILogger<T>
{
    private readonly List<(string Fragment, int Count, TaskCompletionSource Done)> _waiters = [];

    public ImmutableList<string> Lines { get; private set; } = [];

    /// <summary>Completes once so many lines hold the fragment.</summary>
    public Task LoggedAsync(string fragment, int count)
    {
        lock (_waiters)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((fragment, count, done));
            Release();
            return done.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_waiters)
        {
            Lines = Lines.Add($"{logLevel}: {formatter(state, exception)}");
            Release();
        }
    }

    private void Release()
    {
        foreach ((string fragment, int count, TaskCompletionSource done) in _waiters)
        {
            if (Lines.Count(line => line.Contains(fragment)) >= count)
                done.TrySetResult();
        }
    }
}
