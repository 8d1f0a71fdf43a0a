using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Hashes what was written, not how: comments, white space and the split into files count nothing.</summary>
internal static class NodeHash
{
    public static void Append(IncrementalHash hash, ConfigNode node)
    {
        switch (node)
        {
            case ConfigNode.Scalar scalar:
                Append(hash, scalar.IsPlain ? "plain" : "quoted");
                Append(hash, scalar.Text);
                break;
            case ConfigNode.List list:
                Append(hash, $"list {list.Items.Length}");
                foreach (ConfigNode item in list.Items)
                {
                    Append(hash, item);
                }

                break;
            case ConfigNode.Map map:
                Append(hash, $"map {map.Members.Length}");
                foreach (ConfigMember member in map.Members)
                {
                    Append(hash, member.Name);
                    Append(hash, member.Value);
                }

                break;
            default:
                Append(hash, "nothing");
                break;
        }
    }

    /// <summary>The length goes first, so that no two sequences of texts read the same.</summary>
    public static void Append(IncrementalHash hash, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }
}
