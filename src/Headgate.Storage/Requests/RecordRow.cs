using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Llm.Protocols;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>A record as a row: the same columns in the same order, out and back.</summary>
internal static class RecordRow
{
    /// <summary>The columns, in the order of <see cref="Bind"/> and <see cref="Read"/>.</summary>
    public const string Columns =
        "time_us, id, protocol, key_id, key_name, team, model, stream, target, provider, status, code, attempts, usage, "
        + "queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id, client_address";

    /// <summary>Inserts a row of these columns; a record that is there already is left alone.</summary>
    public static readonly string Insert =
        $"INSERT INTO requests ({Columns}) VALUES (?{string.Concat(Enumerable.Repeat(", ?", Columns.Count(',')))}) ON CONFLICT DO NOTHING";

    private static readonly ImmutableArray<string> ProtocolNames = [.. Enum.GetNames<WireProtocol>()];

    /// <summary>Binds a record to <see cref="Insert"/>.</summary>
    public static void Bind(RequestRecord record, InsertStatement row)
    {
        row.Bind(UnixMicroseconds.From(record.Time));
        row.Bind(record.Id);
        row.Bind(ProtocolNames[(int)record.Protocol]);
        row.Bind(record.KeyId);
        row.Bind(record.Key);
        row.Bind(record.Team);
        row.Bind(record.Model);
        row.Bind(record.Stream ? 1 : 0);
        row.Bind(record.Target);
        row.Bind(record.Provider);
        row.Bind(record.Status);
        row.Bind(record.Code);
        BindUnlessEmpty(row, record.Attempts, record.Attempts.IsDefaultOrEmpty, RecordJson.Default.Attempts);
        BindUnlessEmpty(row, record.Usage!, record.Usage is null, RecordJson.Default.Usage);
        row.Bind(Microseconds(record.Queue));
        row.Bind(Microseconds(record.Connect));
        row.Bind(record.FirstToken is { } firstToken ? Microseconds(firstToken) : null);
        row.Bind(Microseconds(record.Total));
        row.Bind(record.Session);
        BindUnlessEmpty(row, record.Tags, record.Tags.IsEmpty, RecordJson.Default.Labels);
        BindUnlessEmpty(row, record.Metadata, record.Metadata.IsEmpty, RecordJson.Default.Labels);
        BindUnlessEmpty(row, record.Losses, record.Losses.IsDefaultOrEmpty, RecordJson.Default.Lines);
        row.Bind(record.VendorRequestId);
        row.Bind(record.ResponseId);
        row.Bind(record.ClientAddress);
    }

    /// <summary>Makes a record, without bodies, of the row that the reader is on.</summary>
    public static RequestRecord Read(SqliteDataReader row) => new()
    {
        Time = UnixMicroseconds.ToMoment(row.GetInt64(0)),
        Id = row.GetString(1),
        Protocol = Enum.Parse<WireProtocol>(row.GetString(2)),
        KeyId = Text(row, 3),
        Key = Text(row, 4),
        Team = Text(row, 5),
        Model = Text(row, 6),
        Stream = row.GetBoolean(7),
        Target = Text(row, 8),
        Provider = Text(row, 9),
        Status = row.GetInt32(10),
        Code = Text(row, 11),
        Attempts = Json(row, 12, RecordJson.Default.Attempts, []),
        Usage = Json(row, 13, RecordJson.Default.Usage, null!),
        Queue = Span(row, 14),
        Connect = Span(row, 15),
        FirstToken = row.IsDBNull(16) ? null : Span(row, 16),
        Total = Span(row, 17),
        Session = Text(row, 18),
        Tags = Json(row, 19, RecordJson.Default.Labels, ImmutableSortedDictionary<string, string>.Empty),
        Metadata = Json(row, 20, RecordJson.Default.Labels, ImmutableSortedDictionary<string, string>.Empty),
        Losses = Json(row, 21, RecordJson.Default.Lines, []),
        VendorRequestId = Text(row, 22),
        ResponseId = Text(row, 23),
        ClientAddress = Text(row, 24),
    };

    private static void BindUnlessEmpty<T>(InsertStatement row, T value, bool isEmpty, JsonTypeInfo<T> type)
    {
        if (isEmpty)
            row.Bind((string?)null);
        else
            row.BindJson(value, type);
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static TimeSpan Span(SqliteDataReader row, int column) => new(row.GetInt64(column) * TimeSpan.TicksPerMicrosecond);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T Json<T>(SqliteDataReader row, int column, JsonTypeInfo<T> type, T empty) =>
        row.IsDBNull(column) ? empty : JsonSerializer.Deserialize(row.GetString(column), type) ?? empty;
}
