using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Stores;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// Takes an answer that describes an object: whose it is becomes durable before the client sees its id, and so do the files that a batch has
/// put out or an upload has become.
/// </summary>
internal sealed class ObjectAnswer(IOwnedObjects objects, TimeProvider time)
{
    private const int MostBytes = 4 << 20;

    /// <summary>Takes an answer, keeps what it describes, and sends it on.</summary>
    public async ValueTask<AttemptFailure?> TakeAsync(
        HttpResponseMessage response, RawExchange exchange, Target target, CancellationToken cancellation)
    {
        using var body = new PooledBytes();
        await using (Stream stream = await response.Content.ReadAsStreamAsync(cancellation))
        {
            int read;
            while ((read = await stream.ReadAsync(body.GetMemory(), cancellation)) > 0)
            {
                body.Advance(read);
                if (body.Length > MostBytes)
                {
                    return new AttemptFailure(UpstreamFault.ServerError, "The provider's description of an object is larger than 4 MiB.");
                }
            }
        }

        if (!await TryKeepAsync(body.Memory, exchange, target, cancellation))
        {
            return new AttemptFailure(UpstreamFault.ServerError, "The provider's answer does not describe the object.");
        }

        exchange.Trace.Status = (int)response.StatusCode;
        HeaderPolicy.CopyBack(response.Headers, exchange.Client);
        ReplyHeaders.Answered(exchange.Client, exchange.Trace);
        exchange.Client.Start(exchange.Trace.Status, HeaderPolicy.ContentTypeBack(response.Content.Headers), body.Length);
        exchange.Client.Body.Write(body.Span);
        await exchange.Client.FlushAsync(exchange.Departed);
        return null;
    }

    private async ValueTask<bool> TryKeepAsync(ReadOnlyMemory<byte> body, RawExchange exchange, Target target, CancellationToken cancellation)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement described = document.RootElement;
            string ofPath = exchange.Route.Adds is null ? "id" : "upload_id";
            bool isNamed = Id(described, "id") is not null && (exchange.Route.ObjectId is not { } id || id == Id(described, ofPath));
            if (!isNamed)
            {
                return false;
            }

            if (exchange.Visit.Method == "DELETE")
            {
                await objects.DeleteAsync(exchange.Caller.Scope, exchange.Route.ObjectId!, cancellation);
            }
            else
            {
                await objects.KeepAsync(Described(described, exchange, target), cancellation);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ImmutableArray<OwnedObject> Described(JsonElement described, RawExchange exchange, Target target)
    {
        OwnedKind kind = exchange.Route.Adds ?? exchange.Route.Kind;
        string? listed = kind is OwnedKind.File or OwnedKind.Batch ? described.GetRawText() : null;
        OwnedObject main = Owned(Id(described, "id")!, kind, listed, exchange, target);
        return kind switch
        {
            OwnedKind.Batch => [main, .. Outputs(described).Select(id => Owned(id, OwnedKind.File, Output(id), exchange, target))],
            OwnedKind.Upload => [main, .. Files(described).Select(file => Owned(Id(file, "id")!, OwnedKind.File, file.GetRawText(), exchange, target))],
            _ => [main],
        };
    }

    /// <summary>The file that an upload has become, where it has.</summary>
    private static JsonElement[] Files(JsonElement upload) =>
        upload.TryGetProperty("file", out JsonElement file) && Id(file, "id") is not null ? [file] : [];

    private static IEnumerable<string> Outputs(JsonElement batch) =>
        new[] { Id(batch, "output_file_id"), Id(batch, "error_file_id") }.OfType<string>();

    private OwnedObject Owned(string id, OwnedKind kind, string? body, RawExchange exchange, Target target) => new()
    {
        Id = id,
        Kind = kind,
        Scope = exchange.Caller.Scope,
        KeyId = exchange.Caller.Key.Id,
        Provider = target.Provider.Name,
        Credential = target.Credential.Id,
        Endpoint = target.Provider.Endpoint.BaseUrl.AbsoluteUri,
        Created = time.GetUtcNow(),
        Body = body,
    };

    /// <summary>What is known of a batch's output before anybody asks for it.</summary>
    private string Output(string id)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("object", "file");
            writer.WriteNumber("created_at", time.GetUtcNow().ToUnixTimeSeconds());
            writer.WriteString("purpose", "batch_output");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static string? Id(JsonElement described, string member) =>
        described.ValueKind == JsonValueKind.Object && described.TryGetProperty(member, out JsonElement id)
        && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 and <= 256 } value ? value : null;
}
