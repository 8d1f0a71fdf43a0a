using Headgate.Gateway.Stores;

namespace Headgate.Storage.Files;

/// <summary>The spool in <c>DATA/spool</c>: files that only the gateway's own user can read, and that have no name while they are open.</summary>
public sealed class SpoolFolder : ISpool
{
    private readonly string _path;

    /// <summary>Takes the folder, and clears what a crash may have left in it.</summary>
    public SpoolFolder(string dataFolder)
    {
        _path = Path.Combine(dataFolder, "spool");
        DataFolder.Create(_path);
        foreach (string left in Directory.EnumerateFiles(_path))
            File.Delete(left);
    }

    /// <inheritdoc />
    public Stream Open()
    {
        string path = Path.Combine(_path, Guid.CreateVersion7().ToString("N"));
        FileStream file = DataFolder.OpenOwned(path, FileShare.Read | FileShare.Delete);
        File.Delete(path); // nothing can leave it behind: its bytes go with the last handle
        return file;
    }
}
