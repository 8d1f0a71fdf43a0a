using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Encodings.Web;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Headgate.Storage.Sqlite;

/// <summary>
/// A prepared statement, bound value by value in the order of its parameters. It speaks to SQLite directly: by way of
/// <see cref="SqliteCommand"/> a row of 25 values costs as much again in boxed parameters as in the insert itself.
/// </summary>
internal sealed class InsertStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly Utf8JsonWriter _json;
    private int _parameter;

    public InsertStatement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Goes back to the first parameter.</summary>
    public void Begin() => _parameter = 0;

    /// <summary>Binds a number to the next parameter.</summary>
    public void Bind(long? value) =>
        Check(value is { } number
            ? raw.sqlite3_bind_int64(_statement, ++_parameter, number)
            : raw.sqlite3_bind_null(_statement, ++_parameter));

    /// <summary>Binds a text to the next parameter.</summary>
    public void Bind(string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, ++_parameter));
            return;
        }

        _bytes.ResetWrittenCount();
        Encoding.UTF8.GetBytes(value, _bytes);
        BindWritten();
    }

    /// <summary>Binds bytes to the next parameter.</summary>
    public void Bind(byte[]? value) =>
        Check(value switch
        {
            null => raw.sqlite3_bind_null(_statement, ++_parameter),
            [] => raw.sqlite3_bind_zeroblob(_statement, ++_parameter, 0),
            _ => raw.sqlite3_bind_blob(_statement, ++_parameter, value),
        });

    /// <summary>Binds a value as JSON text to the next parameter.</summary>
    public void BindJson<T>(T value, JsonTypeInfo<T> type)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, value, type);
        BindWritten();
    }

    /// <summary>Inserts the row.</summary>
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

    // An empty span is a null pointer, which SQLite takes for NULL; the overload for strings makes the empty text.
    private void BindWritten() =>
        Check(_bytes.WrittenCount == 0
            ? raw.sqlite3_bind_text(_statement, ++_parameter, "")
            : raw.sqlite3_bind_text(_statement, ++_parameter, _bytes.WrittenSpan));

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
