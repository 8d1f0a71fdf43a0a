using System.Runtime.InteropServices;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>The origins of a day file that its writer has written. One that it no longer remembers is written again: as good.</summary>
internal sealed class Origins : IDisposable
{
    private const int Remembered = 4_096;

    private readonly Dictionary<Origin, long> _numbers = [];
    private readonly InsertStatement _row;
    private long _last;

    public Origins(SqliteConnection connection)
    {
        _row = new InsertStatement(connection, Origin.Into);
        _last = connection.Number("SELECT coalesce(max(origin), 0) FROM origins");
    }

    /// <summary>The number under which an origin is kept, within the transaction that is open.</summary>
    public long NumberOf(in Origin origin)
    {
        if (_numbers.Count > Remembered)
            _numbers.Clear();
        ref long number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, origin, out bool isKnown);
        if (isKnown)
            return number;

        number = ++_last;
        _row.Begin();
        origin.Bind(number, _row);
        _row.Insert();
        return number;
    }

    /// <summary>Remembers none: the transaction that wrote some was rolled back.</summary>
    public void Forget() => _numbers.Clear();

    public void Dispose() => _row.Dispose();
}
