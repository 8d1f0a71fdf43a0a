namespace Headgate.Storage.Tests;

/// <summary>The folder of a store that is opened, closed and killed in a test; and the folders that the killed ones left.</summary>
internal sealed class StoreFolder<TStore>(Func<string, TStore> open) : IAsyncDisposable
    where TStore : class
{
    private readonly List<string> _folders = [Directory.CreateTempSubdirectory("headgate-store-").FullName];
    private readonly List<TStore> _open = [];

    /// <summary>Where the store is now.</summary>
    public string Path => _folders[^1];

    public TStore Open()
    {
        _open.Add(open(Path));
        return _open[^1];
    }

    public async ValueTask CloseAsync(TStore store)
    {
        _open.Remove(store);
        if (store is IAsyncDisposable later)
            await later.DisposeAsync();
        else
            (store as IDisposable)?.Dispose();
    }

    /// <summary>A copy of the files is what is left; the one that wrote them goes on with its own, and is closed at the end.</summary>
    public TStore Kill()
    {
        string left = Directory.CreateTempSubdirectory("headgate-store-").FullName;
        foreach (string file in Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Where(file => System.IO.Path.GetFileName(file) != "lock"))
        {
            string copy = System.IO.Path.Combine(left, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _folders.Add(left);
        return Open();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TStore store in _open.ToArray())
            await CloseAsync(store);
        foreach (string folder in _folders)
            Directory.Delete(folder, recursive: true);
    }
}
