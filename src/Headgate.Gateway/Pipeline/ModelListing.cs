using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Authenticate;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary><c>GET /v1/models</c> and <c>/v1/models/{id}</c>: what the caller's key allows, in the shape of the dialect.</summary>
public sealed class ModelListing(ISnapshotSource snapshots, TimeProvider time)
{
    private readonly AuthenticateRoom _authenticate = new(time);

    /// <summary>Answers the call; <paramref name="id"/> null lists.</summary>
    public async ValueTask HandleAsync(Dialect dialect, string? id, IClientRequest request, IClientReply client, CancellationToken departed)
    {
        string requestId = RequestId.New(time.GetUtcNow());
        using var body = new PooledBytes();
        if (Write(dialect, id, request, body) is { } error)
        {
            await ErrorReply.WriteAsync(error, dialect, requestId, client, departed);
            return;
        }

        ReplyHeaders.Identify(client, requestId);
        client.Start(200, "application/json", body.Length);
        body.Span.CopyTo(client.Body.GetSpan(body.Length));
        client.Body.Advance(body.Length);
        await client.FlushAsync(departed);
    }

    private GatewayError? Write(Dialect dialect, string? id, IClientRequest request, PooledBytes body)
    {
        ConfigSnapshot config = snapshots.Current;
        if (_authenticate.Identify(request, config).Failed(out GatewayError? error, out Caller? caller))
        {
            return error;
        }

        using var json = new Utf8JsonWriter(body);
        if (id is null)
        {
            WriteList(json, dialect, [.. ModelAccess.Visible(caller.Key, config).Distinct(StringComparer.Ordinal)]);
            return null;
        }

        if (config.Models.Find(id) is not { } alias || !ModelAccess.Allows(caller.Key, id, alias, config))
        {
            return new GatewayError(ErrorKind.ModelNotFound, "No such model, or not one that this API key may use. GET /v1/models lists those it may.")
            {
                Param = "model",
            };
        }

        WriteModel(json, dialect, id);
        return null;
    }

    private static void WriteList(Utf8JsonWriter json, Dialect dialect, string[] names)
    {
        json.WriteStartObject();
        if (dialect == Dialect.OpenAI)
        {
            json.WriteString("object", "list");
        }

        json.WriteStartArray(dialect == Dialect.Gemini ? "models" : "data");
        foreach (string name in names)
        {
            WriteModel(json, dialect, name);
        }

        json.WriteEndArray();
        if (dialect == Dialect.Anthropic)
        {
            json.WriteBoolean("has_more", false);
            json.WriteString("first_id", names.FirstOrDefault());
            json.WriteString("last_id", names.LastOrDefault());
        }

        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, Dialect dialect, string name)
    {
        json.WriteStartObject();
        if (dialect == Dialect.Gemini)
        {
            WriteGeminiModel(json, name);
            json.WriteEndObject();
            return;
        }

        json.WriteString("id", name);
        if (dialect == Dialect.OpenAI)
        {
            json.WriteString("object", "model");
            json.WriteNumber("created", 0);
            json.WriteString("owned_by", "headgate");
        }
        else
        {
            json.WriteString("type", "model");
            json.WriteString("display_name", name);
            json.WriteString("created_at", DateTimeOffset.UnixEpoch);
        }

        json.WriteEndObject();
    }

    // https://ai.google.dev/api/models#Model, read 2026-11-22.
    private static void WriteGeminiModel(Utf8JsonWriter json, string name)
    {
        json.WriteString("name", $"models/{name}");
        json.WriteString("displayName", name);
        json.WriteStartArray("supportedGenerationMethods");
        json.WriteStringValue("generateContent");
        json.WriteEndArray();
    }
}
