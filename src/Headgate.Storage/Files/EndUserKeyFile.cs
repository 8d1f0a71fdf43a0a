using System.Security.Cryptography;

namespace Headgate.Storage.Files;

/// <summary>
/// <c>end-user.key</c> in the data folder: 32 random bytes, made at the first start and readable by the gateway's own user alone, under which the names of
/// end users are hashed for providers. Without it the same user would have another hash.
/// </summary>
internal static class EndUserKeyFile
{
    public const string Name = "end-user.key";

    private const int KeyBytes = 32;

    /// <summary>The folder's key, made when there is none. A file of another length is a fault: a new key in its place would go unnoticed.</summary>
    public static byte[] Take(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            Make(path);
        byte[] key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? key
            : throw new IOException($"{Name} has {key.Length} bytes in place of {KeyBytes}: put it back from a backup, or delete it for a new one");
    }

    /// <summary>Written beside it and moved: a crash leaves a whole key or none.</summary>
    private static void Make(string path)
    {
        string draft = path + ".new";
        File.Delete(draft);
        using (FileStream file = DataFolder.OpenOwned(draft, FileShare.None))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
