using System.Net;
using System.Text.Json.Nodes;
using Headgate.Console.Tests.Running;

namespace Headgate.Console.Tests.Api.OpenApi;

public sealed class ApiDescriptionTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ConsoleHost.StartAsync();
        Reply reply = await _host.CallAsync(null, "GET", "/api/openapi.json");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        _document = reply.Json;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Describes_every_endpoint()
    {
        Assert.Equal(
            [
                "/api/v1/audit get", "/api/v1/budgets get", "/api/v1/config get", "/api/v1/config/validate post", "/api/v1/keys get", "/api/v1/keys post",
                "/api/v1/keys/{key} delete", "/api/v1/keys/{key} get", "/api/v1/keys/{key}/rotate post", "/api/v1/models get", "/api/v1/models/{name} delete", "/api/v1/models/{name} get", "/api/v1/models/{name} put",
                "/api/v1/providers get", "/api/v1/providers/{name} delete", "/api/v1/providers/{name} get", "/api/v1/providers/{name} put",
                "/api/v1/requests get", "/api/v1/requests/{id} get", "/api/v1/route/explain post", "/api/v1/secrets/rotate post", "/api/v1/status get",
                "/api/v1/usage get", "/api/v1/usage/rerated get",
            ],
            _document["paths"]!.AsObject()
                .SelectMany(path => path.Value!.AsObject().Select(operation => $"{path.Key} {operation.Key}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Describes_the_filters_that_a_route_reads()
    {
        Assert.Equal(
            ["key", "team", "model", "provider", "status", "since", "until", "tag", "session", "limit", "cursor", "count"],
            Operation("/api/v1/requests", "get")["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        Assert.Equal("path", (string?)Operation("/api/v1/keys/{key}", "get")["parameters"]![0]!["in"]);
    }

    [Fact]
    public void Describes_bodies_in_the_names_of_the_wire()
    {
        JsonNode issue = Operation("/api/v1/keys", "post");
        JsonNode input = Resolve(issue["requestBody"]!["content"]!["application/json"]!["schema"]!);
        JsonNode reply = Resolve(issue["responses"]!["201"]!["content"]!["application/json"]!["schema"]!);

        Assert.Contains("requests_per_minute", input["properties"]!.AsObject().Select(member => member.Key));
        Assert.DoesNotContain("Others", input["properties"]!.AsObject().Select(member => member.Key), StringComparer.OrdinalIgnoreCase);
        Assert.Contains("secret", reply["properties"]!.AsObject().Select(member => member.Key));
        Assert.Equal(["file", "store"], Resolve(reply["properties"]!["source"]!)["enum"]!.AsArray().Select(word => (string)word!));
    }

    [Fact]
    public void Says_how_to_sign_in_and_which_role_is_needed()
    {
        Assert.Equal("bearer", (string?)_document["components"]!["securitySchemes"]!["admin_token"]!["scheme"]);
        Assert.NotEmpty(_document["security"]!.AsArray());
        Assert.Contains("`operator`", (string?)Operation("/api/v1/keys", "post")["description"], StringComparison.Ordinal);
        Assert.NotNull(Operation("/api/v1/keys", "post")["responses"]!["default"]);
    }

    private JsonNode Operation(string path, string method) => _document["paths"]![path]![method]!;

    private JsonNode Resolve(JsonNode schema) => schema["$ref"] is { } reference
        ? _document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!
        : schema;
}
