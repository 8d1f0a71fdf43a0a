using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Replays;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Receive;

/// <summary>Reads the <c>x-headgate-*</c> request headers, and <c>Idempotency-Key</c>.</summary>
internal static class RequestOptionsReader
{
    private const int MaxMetadata = 16;
    private const int MaxNameBytes = 64;
    private const int MaxValueBytes = 512;
    private const int MaxSessionLength = 256;
    private const int MaxKeyLength = 255;

    /// <summary>Where a session or thread id is found, the operator's own name first, then those of known agents.</summary>
    private static readonly ImmutableArray<string> SessionHeaders =
        ["x-headgate-session", "session-id", "session_id", "x-session-id", "thread-id", "x-claude-code-session-id"];

    /// <summary>Reads them.</summary>
    /// <param name="request">The call.</param>
    /// <param name="isRepeatable">Whether an <c>Idempotency-Key</c> means something; where it does not, it is not looked at.</param>
    public static Outcome<RequestOptions> Read(IClientRequest request, bool isRepeatable)
    {
        string? metadata = request.Headers["x-headgate-metadata"];
        string? timeout = request.Headers["x-headgate-timeout"];
        string? session = Session(request);
        string? key = isRepeatable ? request.Headers[RequestMarks.Header] : null;
        if (metadata is null && timeout is null && session is null && key is null)
        {
            return RequestOptions.None;
        }

        TimeSpan? bound = null;
        if (timeout is not null && (bound = Duration.Parse(timeout)) is null or { Ticks: <= 0 })
        {
            return Wrong("x-headgate-timeout", "a duration such as 30s, 500ms or 2m");
        }

        if (key is { Length: 0 or > MaxKeyLength } || key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return Wrong("Idempotency-Key", $"1 to {MaxKeyLength} printable ASCII characters");
        }

        ImmutableSortedDictionary<string, string>? values = ImmutableSortedDictionary<string, string>.Empty;
        return metadata is not null && (values = Metadata(metadata)) is null
            ? Wrong("x-headgate-metadata", "a JSON object of at most 16 strings, numbers or booleans, names up to 64 and values up to 512 bytes")
            : new RequestOptions { Metadata = values, Session = session, Timeout = bound, IdempotencyKey = key };
    }

    private static GatewayError Wrong(string header, string expected) =>
        new(ErrorKind.InvalidRequest, $"The header {header} must be {expected}.") { Param = header };

    private static string? Session(IClientRequest request)
    {
        foreach (string header in SessionHeaders)
        {
            if (request.Headers[header] is { Length: > 0 and <= MaxSessionLength } session)
            {
                return session;
            }
        }

        return null;
    }

    private static ImmutableSortedDictionary<string, string>? Metadata(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                string? value = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                    JsonTokenType.True => "true",
                    JsonTokenType.False => "false",
                    _ => null,
                };

                if (value is null || values.Count == MaxMetadata
                    || Encoding.UTF8.GetByteCount(name) > MaxNameBytes || Encoding.UTF8.GetByteCount(value) > MaxValueBytes)
                {
                    return null;
                }

                values[name] = value;
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? values.ToImmutable() : null;
        }
        catch (Exception garbled) when (garbled is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
