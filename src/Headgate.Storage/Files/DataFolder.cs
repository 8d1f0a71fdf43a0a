namespace Headgate.Storage.Files;

/// <summary>Makes folders and files that only the gateway's own user can read.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    /// <summary>Makes the folder with mode 0700 unless it is there: the mode of an existing one is the operator's.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>
    /// Makes an empty file with mode 0600 unless it is there: SQLite would make it readable for all, and gives its journals the same
    /// mode. A file that is there is not even opened, since closing it would take away SQLite's own locks on it (POSIX).
    /// </summary>
    public static void CreateFile(string path)
    {
        if (!File.Exists(path))
            OpenOwned(path, FileShare.ReadWrite).Dispose();
    }

    /// <summary>Opens a file for reading and writing; a new one gets mode 0600.</summary>
    public static FileStream OpenOwned(string path, FileShare share)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        return new FileStream(path, options);
    }
}
