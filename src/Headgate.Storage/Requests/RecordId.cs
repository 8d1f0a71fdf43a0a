using System.Buffers;
using System.Globalization;

namespace Headgate.Storage.Requests;

/// <summary>A request's id as it is kept: the 16 bytes of its UUID, which begin with the milliseconds at which it was made.</summary>
internal static class RecordId
{
    /// <summary>Bytes of a kept id.</summary>
    public const int Bytes = 16;

    private const string Prefix = "req_";
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue.AddDays(-1);

    /// <summary>Writes the bytes of an id; throws <see cref="FormatException"/> when it is none.</summary>
    public static void Write(string id, Span<byte> bytes)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(id.AsSpan(Prefix.Length), bytes, out _, out int written) != OperationStatus.Done
            || written != Bytes)
            throw new FormatException($"{id} is no request id");
    }

    /// <summary>When an id was made; null when it does not say.</summary>
    public static DateTimeOffset? MomentOf(string id)
    {
        const int Digits = 12;
        return id.Length >= Prefix.Length + Digits
            && long.TryParse(id.AsSpan(Prefix.Length, Digits), NumberStyles.AllowHexSpecifier, null, out long milliseconds)
            && milliseconds < Latest.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
