namespace Headgate.EndToEnd;

/// <summary>Every wait of these tests ends within thirty seconds: with the event waited for, or with a failure.</summary>
internal static class Bound
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A token that is cancelled when the limit has passed or the run is stopped.</summary>
    public static CancellationToken Token()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Limit);
        return source.Token;
    }

    /// <summary>Asks again until there is an answer: for what another process or a background writer brings about.</summary>
    public static async Task<T> UntilAsync<T>(string what, Func<CancellationToken, Task<T?>> ask)
        where T : class
    {
        var limit = Token();
        while (true)
        {
            if (await ask(limit) is { } answer)
                return answer;
            Assert.False(limit.IsCancellationRequested, $"Waited {Limit.TotalSeconds} s for {what}.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>Asks again until it is so.</summary>
    public static Task UntilAsync(string what, Func<CancellationToken, Task<bool>> ask) =>
        UntilAsync<object>(what, async limit => await ask(limit) ? what : null);
}
