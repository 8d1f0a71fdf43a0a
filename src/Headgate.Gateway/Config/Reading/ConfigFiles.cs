using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Config.Reading;

/// <summary>
/// The files one reading of the config depends on: config files, <c>${file:}</c> targets, certificates. Each is read once, so that
/// everything is made of the same bytes, and a change of any of them is seen by <see cref="HasChanged"/>.
/// </summary>
internal sealed class ConfigFiles
{
    private const long MaxBytes = 8 << 20;

    private readonly Dictionary<string, (byte[]? Bytes, string Why)> _read = new(StringComparer.Ordinal);

    /// <summary>A file's bytes; null when it cannot be read, and then <paramref name="why"/> says the reason.</summary>
    public byte[]? Read(string path, out string why)
    {
        string full = Path.GetFullPath(path);
        if (!_read.TryGetValue(full, out (byte[]? Bytes, string Why) file))
        {
            _read[full] = file = Load(full);
        }

        why = file.Why;
        return file.Bytes;
    }

    /// <summary>A file as text, UTF-8; null when it cannot be read.</summary>
    public string? ReadText(string path, out string why)
    {
        byte[]? bytes = Read(path, out why);
        if (bytes is null)
        {
            return null;
        }

        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        }

        why = "it is not UTF-8";
        return null;
    }

    /// <summary>True when a file is no longer what was read.</summary>
    public bool HasChanged() => _read.Any(file => !Same(file.Value.Bytes, Load(file.Key).Bytes));

    /// <summary>The first 16 hex digits of a content's SHA-256.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..16];

    private static bool Same(byte[]? before, byte[]? now) =>
        before is null || now is null ? before is null && now is null : before.AsSpan().SequenceEqual(now);

    private static (byte[]? Bytes, string Why) Load(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes)
            {
                return (null, "it is larger than 8 MiB");
            }

            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return (bytes.ToArray(), "");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return (null, refused is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "it cannot be read");
        }
    }
}
