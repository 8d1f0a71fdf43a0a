using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Protocols;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>A record as a row: out into <c>entries</c>, and back from <c>requests</c>, which shows each with its origin.</summary>
internal static class RecordRow
{
    /// <summary>Where it is kept, in the order of <see cref="Bind"/>.</summary>
    public const string Into =
        "entries (time_us, id, origin, status, queue_us, connect_us, first_token_us, total_us, answer_first_token_us, answer_total_us, "
        + "usage, vendor_request_id, response_id, client_address, code, attempts, session, metadata, losses, "
        + "variant, cost_nano, service_tier, input_tokens, output_tokens, estimated, drained, replay_of)";

    /// <summary>The columns of <c>requests</c>, in the order of <see cref="Read"/>.</summary>
    public const string Columns =
        "time_us, id, protocol, key_id, key_name, team, model, stream, target, provider, status, code, attempts, usage, "
        + "queue_us, connect_us, first_token_us, total_us, session, tags, metadata, losses, vendor_request_id, response_id, client_address, variant, "
        + "cost_nano, estimated, drained, replay_of";

    /// <summary>Binds a record to a row of <see cref="Into"/>, and its origin to one of its own when it is new.</summary>
    public static void Bind(RequestRecord record, Origins origins, InsertStatement row)
    {
        Span<byte> id = stackalloc byte[RecordId.Bytes];
        RecordId.Write(record.Id, id);
        AttemptRecord? answer = SoleAnswer.Of(record);

        row.Bind(UnixMicroseconds.From(record.Time));
        row.BindBlob(id);
        row.Bind(origins.NumberOf(new Origin(record, answer?.Credential)));
        row.Bind(record.Status);
        row.Bind(Microseconds.Of(record.Queue));
        row.Bind(Microseconds.Of(record.Connect));
        row.Bind(Microseconds.Of(record.FirstToken));
        row.Bind(Microseconds.Of(record.Total));
        row.Bind(Microseconds.Of(answer?.FirstToken));
        row.Bind(Microseconds.Of(answer?.Total));
        BindUsage(record, row);
        row.Bind(record.VendorRequestId);
        row.Bind(record.ResponseId);
        row.Bind(record.ClientAddress);
        row.Bind(record.Code);
        if (answer is null && !record.Attempts.IsDefaultOrEmpty)
            row.BindJson(AttemptJson.Of(record.Attempts), RecordJson.Default.Attempts);
        else
            row.BindNull();
        row.Bind(record.Session);
        row.BindUnlessEmpty(record.Metadata, record.Metadata.IsEmpty, RecordJson.Default.Labels);
        row.BindUnlessEmpty(record.Losses, record.Losses.IsDefaultOrEmpty, RecordJson.Default.Lines);
        row.BindUnlessEmpty(record.Variant!, record.Variant is null, RecordJson.Default.VariantRecord);
        row.Bind(record.Cost?.Nanodollars);
        row.Bind(answer?.ServiceTier);
        row.Bind(record.Usage?.Input);
        row.Bind(record.Usage?.Output);
        row.Bind(record.IsEstimated ? 1 : null);
        row.Bind(record.IsDrained ? 1 : null);
        row.Bind(record.ReplayOf);
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
        Attempts = [.. Json(row, 12, RecordJson.Default.Attempts, []).Select(attempt => attempt.ToRecord())],
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
        Variant = Json(row, 25, RecordJson.Default.VariantRecord, null!),
        Cost = row.IsDBNull(26) ? null : new Money(row.GetInt64(26)),
        IsEstimated = !row.IsDBNull(27),
        IsDrained = !row.IsDBNull(28),
        ReplayOf = Text(row, 29),
    };

    private static void BindUsage(RequestRecord record, InsertStatement row)
    {
        if (record.Usage is { } usage)
            row.BindText(UsageJson.Write(usage, stackalloc byte[UsageJson.MaxBytes]));
        else
            row.BindNull();
    }

    private static TimeSpan Span(SqliteDataReader row, int column) => Microseconds.ToSpan(row.GetInt64(column));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T Json<T>(SqliteDataReader row, int column, JsonTypeInfo<T> type, T empty) =>
        row.IsDBNull(column) ? empty : JsonSerializer.Deserialize(row.GetString(column), type) ?? empty;
}
