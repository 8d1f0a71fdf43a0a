using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Vaults;

/// <summary>
/// Where a secret belongs. An envelope opens there alone: not under another name, not in another version, not beside an address that was changed in the
/// database.
/// </summary>
/// <param name="Kind">The object's kind.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Version">The object's version.</param>
/// <param name="Body">The object's body.</param>
/// <param name="Credential">The secret's id.</param>
public readonly record struct SealPlace(ConfigObjectKind Kind, string Name, long Version, string Body, string Credential)
{
    /// <summary>Of a secret of an object.</summary>
    public static SealPlace Of(ConfigObject owner, string credential) => new(owner.Kind, owner.Name, owner.Version, owner.Body, credential);

    /// <summary>What is authenticated with the secret. Each part has its length before it, so that no two places read the same.</summary>
    internal byte[] Bytes()
    {
        using MemoryStream bytes = new();
        Append(bytes, "headgate credential v1"u8);
        Append(bytes, Kind == ConfigObjectKind.Provider ? "provider"u8 : "model"u8);
        Append(bytes, Encoding.UTF8.GetBytes(Name));
        Append(bytes, Encoding.UTF8.GetBytes(Credential));
        Span<byte> version = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(version, Version);
        Append(bytes, version);
        Append(bytes, SHA256.HashData(Encoding.UTF8.GetBytes(Body)));
        return bytes.ToArray();
    }

    private static void Append(MemoryStream bytes, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        bytes.Write(length);
        bytes.Write(part);
    }
}
