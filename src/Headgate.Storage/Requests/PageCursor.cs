using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>The last record of a page: the next one goes on with what is older. Stays right while records are added.</summary>
/// <param name="Microseconds">Its time.</param>
/// <param name="Id">Its id.</param>
internal sealed record PageCursor(long Microseconds, string Id)
{
    /// <summary>The cursor that goes on after a record.</summary>
    public static PageCursor After(RequestRecord record) => new(UnixMicroseconds.From(record.Time), record.Id);

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static PageCursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long microseconds)
            && microseconds >= UnixMicroseconds.From(DateTimeOffset.MinValue)
            && microseconds <= UnixMicroseconds.From(DateTimeOffset.MaxValue)
            ? new PageCursor(microseconds, parts[1])
            : null;
    }

    /// <summary>Base64url, opaque to whoever holds it.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Microseconds} {Id}")));
}
