using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Headgate.Console.Api;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Health;
using Headgate.Console.Operations.Keys;
using Headgate.Console.Operations.Objects;
using Headgate.Console.Operations.Requests;
using Headgate.Console.Operations.Routing;

namespace Headgate.Console.Client;

/// <summary>
/// The admin API of a running gateway, for the command line. Each call gives what the operation behind it gives;
/// <see cref="ProblemCode.Unreachable"/> when no gateway answers. Thread-safe.
/// </summary>
/// <param name="http">Sends the calls; no redirects, no cookies.</param>
/// <param name="address">The control plane, <c>http://127.0.0.1:4001</c>.</param>
/// <param name="token">An admin token.</param>
public sealed class AdminClient(HttpMessageInvoker http, Uri address, string token)
{
    /// <summary>How the gateway is.</summary>
    public ValueTask<Outcome<StatusView>> StatusAsync(CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, "status", null, Wire.Json.StatusView, cancellation);

    /// <summary>Issues a key.</summary>
    public ValueTask<Outcome<KeyView>> IssueKeyAsync(IssueKeyInput key, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "keys", JsonContent.Create(key, Wire.Json.IssueKeyInput), Wire.Json.KeyView, cancellation);

    /// <summary>One page of keys.</summary>
    public ValueTask<Outcome<Listing<KeyView>>> ListKeysAsync(PageInput page, CancellationToken cancellation) =>
        SendAsync(
            HttpMethod.Get,
            $"keys?limit={page.Limit}{(page.Cursor is null ? "" : $"&cursor={Uri.EscapeDataString(page.Cursor)}")}",
            null,
            Wire.Json.ListingKeyView,
            cancellation);

    /// <summary>Revokes a key, found by id or name.</summary>
    public ValueTask<Outcome<KeyView>> RevokeKeyAsync(string idOrName, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, $"keys/{Uri.EscapeDataString(idOrName)}", null, Wire.Json.KeyView, cancellation);

    /// <summary>Gives a key a new secret.</summary>
    public ValueTask<Outcome<KeyView>> RotateKeyAsync(RotateKeyInput input, CancellationToken cancellation) =>
        SendAsync(
            HttpMethod.Post,
            $"keys/{Uri.EscapeDataString(input.Key)}/rotate{(input.Grace is null ? "" : $"?grace={Uri.EscapeDataString(input.Grace)}")}",
            null,
            Wire.Json.KeyView,
            cancellation);

    /// <summary>A provider or a model alias.</summary>
    /// <param name="section"><c>providers</c> or <c>models</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<Outcome<ConfigObjectView>> GetObjectAsync(string section, string name, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, $"{section}/{Uri.EscapeDataString(name)}", null, Wire.Json.ConfigObjectView, cancellation);

    /// <summary>Makes or replaces a provider or a model alias.</summary>
    /// <param name="section"><c>providers</c> or <c>models</c>.</param>
    /// <param name="input">What it is to be.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<Outcome<ConfigObjectView>> PutObjectAsync(string section, PutObjectInput input, CancellationToken cancellation) => SendAsync(
        HttpMethod.Put,
        $"{section}/{Uri.EscapeDataString(input.Name)}{Query(("version", input.Version?.ToString(CultureInfo.InvariantCulture)))}",
        JsonContent.Create(input.Config, Wire.Json.JsonElement),
        Wire.Json.ConfigObjectView,
        cancellation);

    /// <summary>Removes a provider or a model alias.</summary>
    /// <param name="section"><c>providers</c> or <c>models</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<Outcome<ConfigObjectView>> RemoveObjectAsync(string section, string name, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, $"{section}/{Uri.EscapeDataString(name)}", null, Wire.Json.ConfigObjectView, cancellation);

    /// <summary>Seals every stored credential with the key in force.</summary>
    public ValueTask<Outcome<SecretsView>> RotateSecretsAsync(CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "secrets/rotate", null, Wire.Json.SecretsView, cancellation);

    /// <summary>One page of acts.</summary>
    public ValueTask<Outcome<Listing<AuditView>>> ListAuditAsync(ListAuditInput input, CancellationToken cancellation) => SendAsync(
        HttpMethod.Get,
        "audit" + Query(
            ("actor", input.Actor),
            ("operation", input.Operation),
            ("since", Written(input.Since)),
            ("until", Written(input.Until)),
            ("limit", input.Page.Limit.ToString(CultureInfo.InvariantCulture)),
            ("cursor", input.Page.Cursor)),
        null,
        Wire.Json.ListingAuditView,
        cancellation);

    /// <summary>One page of what requests used and cost.</summary>
    public ValueTask<Outcome<Listing<UsageRow>>> UsageAsync(GetUsageInput input, CancellationToken cancellation) => SendAsync(
        HttpMethod.Get,
        "usage" + Query(
            ("by", input.By),
            ("bucket", input.Bucket),
            ("key", input.Requests.Key),
            ("team", input.Requests.Team),
            ("model", input.Requests.Model),
            ("provider", input.Requests.Provider),
            ("tag", input.Requests.Tag),
            ("since", Written(input.Requests.Since)),
            ("until", Written(input.Requests.Until)),
            ("limit", input.Page.Limit.ToString(CultureInfo.InvariantCulture)),
            ("cursor", input.Page.Cursor)),
        null,
        Wire.Json.ListingUsageRow,
        cancellation);

    /// <summary>What would become of a request.</summary>
    public ValueTask<Outcome<RouteView>> ExplainAsync(ExplainRouteInput request, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, "route/explain", JsonContent.Create(request, Wire.Json.ExplainRouteInput), Wire.Json.RouteView, cancellation);

    private async ValueTask<Outcome<TResult>> SendAsync<TResult>(
        HttpMethod method, string path, HttpContent? body, JsonTypeInfo<TResult> shape, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, new Uri(address, $"/api/v1/{path}")) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using HttpResponseMessage reply = await http.SendAsync(request, cancellation);
            return reply.IsSuccessStatusCode
                ? await ReadAsync(reply, shape, cancellation) is { } result ? result : NotUnderstood(reply)
                : (await ReadAsync(reply, Wire.Json.ProblemReply, cancellation))?.Error ?? NotUnderstood(reply);
        }
        catch (HttpRequestException)
        {
            return new Problem(ProblemCode.Unreachable, $"No gateway answers at {address}.");
        }
    }

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        List<string> written = [];
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
            {
                written.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return written.Count == 0 ? "" : $"?{string.Join('&', written)}";
    }

    private static string? Written(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static async ValueTask<TResult?> ReadAsync<TResult>(
        HttpResponseMessage reply, JsonTypeInfo<TResult> shape, CancellationToken cancellation)
    {
        try
        {
            return await reply.Content.ReadFromJsonAsync(shape, cancellation);
        }
        catch (JsonException)
        {
            return default; // something else listens there
        }
    }

    private Problem NotUnderstood(HttpResponseMessage reply) =>
        new(ProblemCode.Unreachable, $"What answers at {address} with status {(int)reply.StatusCode} is no gateway.");
}
