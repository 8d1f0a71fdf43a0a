namespace Headgate.Storage.Tests;

/// <summary>Waits of a test end, at the latest, with the test or after 30 s.</summary>
internal static class Bounded
{
    public static CancellationToken Soon()
    {
        CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(30));
        return source.Token;
    }
}
