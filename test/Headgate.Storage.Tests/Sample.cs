using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Storage.Tests;

/// <summary>Records to write: plain ones, and random ones in which every field varies.</summary>
internal static class Sample
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[0, 12], Pick("", "ünï €", "a\0b", "'; DROP TABLE requests; --", "%_*"));
    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Texts.Select(text => (string?)text));
    private static readonly Gen<long?> Meter = Gen.OneOf(Gen.Const((long?)null), Gen.Long[0, long.MaxValue].Select(count => (long?)count));
    private static readonly Gen<TimeSpan> Span = Gen.Long[0, 1L << 40].Select(microseconds => TimeSpan.FromMicroseconds(microseconds));
    private static readonly Gen<TimeSpan?> MaybeSpan = Gen.OneOf(Gen.Const((TimeSpan?)null), Span.Select(span => (TimeSpan?)span));
    private static readonly Gen<byte[]?> Body = Gen.OneOf(Gen.Const((byte[]?)null), Gen.Byte.Array[0, 300].Select(bytes => (byte[]?)bytes));

    private static readonly Gen<ImmutableSortedDictionary<string, string>> Labels =
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 5], Texts)[0, 3].Select(map => map.ToImmutableSortedDictionary());

    private static readonly Gen<Usage?> Usages = Meter.Array[14].Select(m => m[0] is null ? null : new Usage
    {
        InputText = m[0], InputImage = m[1], InputAudio = m[2], CacheRead = m[3], CacheWrite5m = m[4], CacheWrite30m = m[5],
        CacheWrite1h = m[6], CacheWrite12h = m[7], OutputText = m[8], OutputReasoning = m[9], OutputAudio = m[10], OutputImage = m[11],
        WebSearches = m[12], WebFetches = m[13],
    });

    private static readonly Gen<Money?> Cost = Meter.Select(count => count is { } nano ? (Money?)new Money(nano) : null);

    private static readonly Gen<AttemptRecord> Attempts =
        from texts in Maybe.Array[6]
        from status in Gen.Int[100, 599]
        from spans in Span.Array[2]
        from first in MaybeSpan
        from usage in Usages
        from cost in Cost
        select new AttemptRecord
        {
            Target = texts[0] ?? "openai/gpt-5-mini", Credential = texts[1] ?? "openai#3fd2a9c1", Status = status < 200 ? null : status,
            Fault = texts[2], Detail = texts[3], Connect = spans[0], FirstToken = first, Total = spans[1], VendorRequestId = texts[4],
            Usage = usage, Cost = cost, ServiceTier = texts[5], GivenBound = 64, IsHedge = true, IsContinuation = true,
        };

    private static readonly Gen<VariantRecord?> Variants = Gen.OneOf(
        Gen.Const((VariantRecord?)null),
        Gen.Select(Texts, Gen.Double[0.001, 1], Maybe).Select(each => (VariantRecord?)new VariantRecord(each.Item1, each.Item2, each.Item3)));

    /// <summary>Anything that a record may hold, at any time of three days.</summary>
    public static readonly Gen<RequestRecord> Any =
        from texts in Maybe.Array[11]
        from time in Gen.Long[0, 3 * TimeSpan.MicrosecondsPerDay - 1]
        from protocol in Gen.Enum<WireProtocol>()
        from status in Gen.Int[100, 599]
        from attempts in Attempts.Array[0, 3]
        from usage in Usages
        from cost in Cost
        from spans in Span.Array[3]
        from first in MaybeSpan
        from tags in Labels
        from metadata in Labels
        from losses in Texts.Array[0, 3]
        from variant in Variants
        from request in Body
        from reply in Body
        let at = Day(20).AddMicroseconds(time)
        select new RequestRecord
        {
            Id = NewId(at), Time = at, Protocol = protocol, KeyId = texts[0], Key = texts[1], Team = texts[2],
            Model = texts[3], Stream = status % 2 == 0, Target = texts[4], Provider = texts[5], Status = status, Code = texts[6],
            Attempts = [.. attempts], Usage = usage, Cost = cost, IsEstimated = status % 3 == 0, IsDrained = status % 5 == 0,
            ReplayOf = status % 7 == 0 ? texts[7] : null,
            Queue = spans[0], Connect = spans[1], FirstToken = first, Total = spans[2],
            Session = texts[7], Tags = tags, Metadata = metadata, Losses = [.. losses], VendorRequestId = texts[8], ResponseId = texts[9],
            ClientAddress = texts[10], Variant = variant, RequestBody = request, ReplyBody = reply,
        };

    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static DateTimeOffset Day(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

    public static string NewId(DateTimeOffset time) => "req_" + Guid.CreateVersion7(time).ToString("N");

    public static RequestRecord At(DateTimeOffset time) => new()
    {
        Id = NewId(time),
        Time = time,
        Protocol = WireProtocol.OpenAIChat,
        KeyId = "key_1",
        Key = "ci",
        Model = "chat",
        Target = "openai/gpt-5-mini",
        Provider = "openai",
        Status = 200,
        Attempts = [new AttemptRecord { Target = "openai/gpt-5-mini", Credential = "openai#3fd2a9c1", Status = 200 }],
        Usage = new Usage { InputText = 12, OutputText = 34 },
    };

    /// <summary>The record as text, to compare by: its collections have no equality of their own.</summary>
    public static string Text(RequestRecord? record) => JsonSerializer.Serialize(record);
}
