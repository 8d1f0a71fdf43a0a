using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// <c>GET /v1/files</c> and <c>/v1/batches</c>: what the caller owns, as the vendor described it last, in OpenAI's pages
/// (https://platform.openai.com/docs/api-reference/files/list, read 2026-11-22). No vendor is asked.
/// </summary>
internal sealed class ObjectList(IOwnedObjects objects)
{
    private const int MostPerPage = 1000;

    public async ValueTask<GatewayError?> SendAsync(RawExchange exchange)
    {
        QueryText query = new(exchange.Request.Query);
        int usual = exchange.Route.Kind == OwnedKind.Batch ? 20 : MostPerPage;
        if (!TryLimit(query["limit"], usual, out int limit))
        {
            return new GatewayError(ErrorKind.InvalidRequest, "The limit must be a number from 1 on.") { Param = "limit" };
        }

        var wanted = new OwnedQuery(exchange.Caller.Scope, exchange.Route.Kind, limit + 1)
        {
            After = query["after"],
            Purpose = query["purpose"],
            IsAscending = query["order"] == "asc",
        };
        ImmutableArray<OwnedObject> found = await objects.ListAsync(wanted, exchange.Departed);
        using var body = new PooledBytes();
        Write(found.AsSpan()[..Math.Min(found.Length, limit)], hasMore: found.Length > limit, body);
        exchange.Trace.Status = 200;
        exchange.Client.Start(200, "application/json", body.Length);
        body.Span.CopyTo(exchange.Client.Body.GetSpan(body.Length));
        exchange.Client.Body.Advance(body.Length);
        await exchange.Client.FlushAsync(exchange.Departed);
        return null;
    }

    private static bool TryLimit(string? text, int usual, out int limit)
    {
        limit = usual;
        bool isFit = text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit > 0);
        limit = Math.Min(limit, MostPerPage);
        return isFit;
    }

    private static void Write(ReadOnlySpan<OwnedObject> page, bool hasMore, PooledBytes body)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (OwnedObject owned in page)
        {
            json.WriteRawValue(owned.Body!);
        }

        json.WriteEndArray();
        json.WriteString("first_id", page.IsEmpty ? null : page[0].Id);
        json.WriteString("last_id", page.IsEmpty ? null : page[^1].Id);
        json.WriteBoolean("has_more", hasMore);
        json.WriteEndObject();
    }
}
