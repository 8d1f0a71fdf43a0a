using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>
/// The seeds by which an alias' targets contend for a caller. They follow from salt and name alone, so that a caller's place outlives restarts,
/// other replicas, and targets that are moved, added or weighed anew.
/// </summary>
internal sealed class TargetSeeds(string salt)
{
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);

    /// <summary>The seed of the next target of this name: targets that share one contend as several.</summary>
    public ulong Next(string name)
    {
        int nth = _named[name] = _named.GetValueOrDefault(name) + 1;
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{name}\n{nth}")));
    }
}
