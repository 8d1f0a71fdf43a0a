using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Sqlite;

/// <summary>
/// A prepared insert, bound value by value in the order of its parameters. It speaks to SQLite directly: by way of
/// <see cref="SqliteCommand"/> a row costs as much again in boxed parameters as in the insert itself.
/// </summary>
internal sealed unsafe class InsertStatement : IDisposable
{
    private const int RoomBytes = 16 * 1024;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;
    private readonly byte[] _room = GC.AllocateUninitializedArray<byte>(RoomBytes, pinned: true);
    private readonly bool[] _isSet;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;
    private int _used;
    private int _parameter;

    /// <summary>Prepares the insert of some rows at once into a table.</summary>
    /// <param name="connection">The connection, whose thread this belongs to.</param>
    /// <param name="into">The table and the columns that are bound, <c>table (column, …)</c>. A row that is there already is left alone.</param>
    /// <param name="rows">How many rows one <see cref="Insert"/> takes. Default 1.</param>
    public InsertStatement(SqliteConnection connection, string into, int rows = 1)
    {
        _connection = connection;
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        int columns = into.Count(',') + 1;
        _isSet = new bool[(rows * columns) + 1];
        string row = $"(?{string.Concat(Enumerable.Repeat(", ?", columns - 1))})";
        // OR FAIL: whoever writes a batch undoes all of it, so that SQLite need not be ready to undo this statement alone.
        string sql = $"INSERT OR FAIL INTO {into} VALUES {string.Join(", ", Enumerable.Repeat(row, rows))} ON CONFLICT DO NOTHING";
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Goes back to the first parameter.</summary>
    public void Begin()
    {
        _parameter = 0;
        _used = 0;
    }

    /// <summary>Binds a number to the next parameter.</summary>
    public void Bind(long? value)
    {
        if (value is not { } number)
        {
            BindNull();
            return;
        }

        _isSet[++_parameter] = true;
        Check(NativeStatement.BindNumber(_handle, _parameter, number));
    }

    /// <summary>Binds a text to the next parameter; a lone surrogate becomes U+FFFD.</summary>
    public void Bind(string? value)
    {
        if (value is null)
        {
            BindNull();
        }
        else if (Utf8.FromUtf16(value, _room.AsSpan(_used), out _, out int length) == OperationStatus.Done)
        {
            BindKept(length, isText: true);
        }
        else
        {
            BindText(Encoding.UTF8.GetBytes(value));
        }
    }

    /// <summary>Binds bytes to the next parameter.</summary>
    public void Bind(byte[]? value)
    {
        if (value is null)
            BindNull();
        else
            Bind(value, isText: false);
    }

    /// <summary>Binds bytes to the next parameter.</summary>
    public void BindBlob(ReadOnlySpan<byte> value) => Bind(value, isText: false);

    /// <summary>Binds a text that is UTF-8 already to the next parameter.</summary>
    public void BindText(ReadOnlySpan<byte> value) => Bind(value, isText: true);

    /// <summary>Binds a value as JSON text to the next parameter.</summary>
    public void BindJson<T>(T value, JsonTypeInfo<T> type)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, value, type);
        BindText(_bytes.WrittenSpan);
    }

    /// <summary>Binds a value as JSON text, written by hand, to the next parameter.</summary>
    public void BindJson<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        write(_json, value);
        _json.Flush();
        BindText(_bytes.WrittenSpan);
    }

    /// <summary>Binds a collection as JSON text to the next parameter; an empty one as nothing.</summary>
    public void BindUnlessEmpty<T>(T value, bool isEmpty, JsonTypeInfo<T> type)
    {
        if (isEmpty)
            BindNull();
        else
            BindJson(value, type);
    }

    /// <summary>Binds nothing to the next parameter.</summary>
    public void BindNull()
    {
        if (!_isSet[++_parameter])
            return; // it holds nothing since the last row, or ever
        _isSet[_parameter] = false;
        Check(NativeStatement.BindNull(_handle, _parameter));
    }

    /// <summary>Inserts what was bound.</summary>
    public void Insert()
    {
        int result = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
    }

    public void Dispose()
    {
        _statement.Dispose();
        _json.Dispose();
    }

    private void Bind(ReadOnlySpan<byte> value, bool isText)
    {
        if (value.TryCopyTo(_room.AsSpan(_used)))
        {
            BindKept(value.Length, isText);
            return;
        }

        _isSet[++_parameter] = true;
        fixed (byte* bytes = value)
        {
            Check(isText
                ? NativeStatement.CopyText(_handle, _parameter, bytes, value.Length, NativeStatement.Transient)
                : NativeStatement.CopyBlob(_handle, _parameter, bytes, value.Length, NativeStatement.Transient));
        }
    }

    // The room is pinned: SQLite reads the bytes there when the row is inserted, and need not copy them.
    private void BindKept(int length, bool isText)
    {
        fixed (byte* room = _room)
        {
            _isSet[++_parameter] = true;
            Check(isText
                ? NativeStatement.BindText(_handle, _parameter, room + _used, length, NativeStatement.Static)
                : NativeStatement.BindBlob(_handle, _parameter, room + _used, length, NativeStatement.Static));
        }

        _used += length;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
