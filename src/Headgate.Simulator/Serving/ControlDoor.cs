using System.Globalization;
using System.Text.Json;
using Headgate.Simulator.Calls;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>What a test in another process may ask, under <c>/_simulator</c>. It is a test server: nothing is hidden.</summary>
internal sealed class ControlDoor(CallLog log, Account account)
{
    public const string Path = "/_simulator";

    public Task HandleAsync(HttpContext context) => (context.Request.Method, context.Request.Path.Value) switch
    {
        ("GET", Path + "/calls") => WriteAsync(context, json => WriteCalls(json, Since(context.Request))),
        ("DELETE", Path + "/calls") => ClearAsync(context),
        ("GET", Path + "/account") => WriteAsync(context, WriteAccount),
        ("POST", { } path) when path.EndsWith("/release", StringComparison.Ordinal) => ReleaseAsync(context, path),
        _ => NotFoundAsync(context),
    };

    private static long Since(HttpRequest request) =>
        long.TryParse(request.Query["since"], NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? since : 0;

    private Task ClearAsync(HttpContext context)
    {
        log.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task ReleaseAsync(HttpContext context, string path)
    {
        var call = log.Snapshot().FirstOrDefault(call => path == $"{Path}/calls/{call.Id}/release");
        call?.Release();
        context.Response.StatusCode = call is null ? StatusCodes.Status404NotFound : StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, JsonStyle.Writer);
        write(json);
        await json.FlushAsync(context.RequestAborted);
    }

    private void WriteCalls(Utf8JsonWriter json, long since)
    {
        json.WriteStartObject();
        json.WriteNumber("open", log.Open);
        json.WriteStartArray("calls");
        foreach (var call in log.Snapshot().Where(call => call.Sequence > since))
            WriteCall(json, call);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, SimulatedCall call)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence", call.Sequence);
        json.WriteString("id", call.Id);
        json.WriteString("time", call.Time);
        json.WriteString("method", call.Method);
        json.WriteString("path", call.PathAndQuery);
        json.WriteString("connection", call.ConnectionId);
        json.WriteString("model", call.Model);
        json.WriteBoolean("stream", call.IsStream);
        json.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(call.State.ToString()));
        json.WriteNumber("status", call.Status ?? 0);
        json.WriteNumber("events_written", call.EventsWritten);
        json.WriteNumber("output_tokens", call.OutputTokens);
        json.WriteStartObject("headers");
        foreach (var (name, value) in call.Headers)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteNumber("body_bytes", call.BodyBytes);
        json.WriteBase64String("body", call.Body.Span);
        json.WriteEndObject();
    }

    private void WriteAccount(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("models");
        foreach (var (model, totals) in account.Snapshot())
        {
            json.WriteStartObject(model);
            json.WriteNumber("calls", totals.Calls);
            json.WriteNumber("input_tokens", totals.InputTokens);
            json.WriteNumber("cache_read_tokens", totals.CacheReadTokens);
            json.WriteNumber("cache_write_tokens", totals.CacheWriteTokens);
            json.WriteNumber("output_tokens", totals.OutputTokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
