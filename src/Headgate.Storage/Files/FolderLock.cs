namespace Headgate.Storage.Files;

/// <summary>
/// Holds a data folder for one gateway: an exclusive lock on <c>DATA/lock</c>, which the system lets go when the process dies.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int Tries = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder; null when another process keeps it. Outlasts a command that only looks whether it is held.</summary>
    public static FolderLock? Take(string folder)
    {
        for (int tries = 1; ; tries++)
        {
            if (TryTake(folder) is { } held)
                return held;
            if (tries == Tries)
                return null;
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Takes the folder; null when it is held at this moment.</summary>
    public static FolderLock? TryTake(string folder)
    {
        try
        {
            return new FolderLock(DataFolder.OpenOwned(Path.Combine(folder, "lock"), FileShare.None));
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
