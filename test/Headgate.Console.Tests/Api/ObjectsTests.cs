using System.Net;
using System.Text.Json.Nodes;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Api;

public sealed class ObjectsTests : IAsyncLifetime
{
    private const string Acme = """{ "type": "openai", "api_key": "sk-of-acme-12345678", "headers": { "x-team": "blue-secret" } }""";

    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_provider_is_made_shown_replaced_and_removed()
    {
        Reply made = await Put("providers/acme", Acme);
        Assert.Equal(HttpStatusCode.OK, made.Status);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"name":"acme","source":"store","version":1,"config":{"type":"openai","api_key":"***","headers":{"x-team":"***"}}}"""), made.Json));

        Reply kept = await Put("providers/acme?version=1", """{ "type": "openai", "api_key": "***", "models": ["m"] }""");
        Assert.Equal((HttpStatusCode.OK, 2), (kept.Status, (int)kept.Json["version"]!));
        Reply shown = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/providers/acme");
        Assert.Equal("""{"type":"openai","api_key":"***","models":["m"]}""", shown.Json["config"]!.ToJsonString());
        Reply outdated = await Put("providers/acme?version=1", Acme);
        Assert.Equal((HttpStatusCode.Conflict, "conflict"), (outdated.Status, outdated.Code));

        Assert.Equal(HttpStatusCode.OK, (await _host.CallAsync(AdminRole.Admin, "DELETE", "/api/v1/providers/acme")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/providers/acme")).Status);
        Assert.Empty(_host.Objects.Rows);
    }

    [Fact]
    public async Task Each_change_is_on_record_before_and_after_without_a_secret()
    {
        await Put("providers/acme", Acme);
        await Put("providers/acme", """{ "type": "openai", "api_key": "sk-new-12345678" }""");
        await Put("providers/acme", """{ "tpye": "openai" }""");
        await _host.CallAsync(AdminRole.Admin, "DELETE", "/api/v1/providers/acme");
        await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/secrets/rotate");

        Assert.Equal(
            ["put_provider done", "put_provider done", "put_provider invalid_config", "remove_provider done", "rotate_secrets done"],
            _host.Audit.Entries.Select(entry => $"{entry.Act.Operation} {entry.Result!.Outcome}"));
        AuditResult change = _host.Audit.Entries[1].Result!;
        Assert.Contains("x-team", change.Before, StringComparison.Ordinal);
        Assert.DoesNotContain("x-team", change.After, StringComparison.Ordinal);
        Assert.All(_host.Audit.Entries, entry => Assert.DoesNotContain("12345678", entry.ToString(), StringComparison.Ordinal));
        Assert.All(_host.Audit.Entries, entry => Assert.DoesNotContain("blue-secret", entry.ToString(), StringComparison.Ordinal));
        Assert.Equal("acme", _host.Audit.Entries[0].Act.Object);
    }

    [Fact]
    public async Task A_refusal_lists_every_error_and_nothing_is_stored()
    {
        Reply refused = await Put("providers/acme", """{ "type": "opnai", "bse_url": "x", "models": [] }""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_config"), (refused.Status, refused.Code));
        JsonArray errors = refused.Json["error"]!["errors"]!.AsArray();
        Assert.Equal(
            ["providers.acme.bse_url", "providers.acme.models", "providers.acme.type"], errors.Select(error => (string)error!["path"]!).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.Equal("store:providers/acme", (string?)error!["file"]));
        Assert.Empty(_host.Objects.Rows);
    }

    [Theory]
    [InlineData("providers/openai", "read_only", HttpStatusCode.Conflict)]
    [InlineData("providers/-x", "invalid_request", HttpStatusCode.BadRequest)]
    [InlineData("providers/a%2Fb", "invalid_request", HttpStatusCode.BadRequest)]
    [InlineData("providers/acme?versoin=1", "invalid_request", HttpStatusCode.BadRequest)]
    public async Task A_name_that_is_not_to_be_had_is_refused(string path, string code, HttpStatusCode status)
    {
        Reply refused = await Put(path, Acme);
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Empty(_host.Objects.Rows);
    }

    [Fact]
    public async Task What_a_file_has_is_shown_and_stays()
    {
        Reply shown = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/providers/openai");
        Assert.Equal(("file", null, "***"), ((string?)shown.Json["source"], (int?)shown.Json["version"], (string?)shown.Json["config"]!["api_key"]));
        Reply refused = await _host.CallAsync(AdminRole.Admin, "DELETE", "/api/v1/providers/openai");
        Assert.Equal((HttpStatusCode.Conflict, "read_only"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_model_is_made_of_targets_that_exist_and_its_name_may_have_a_slash()
    {
        Reply refused = await Put("models/fast", """{ "targets": [{ "model": "nobody/m" }] }""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_config"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await Put("models/team%2Ffast", """{ "targets": [{ "model": "openai/gpt-5-mini" }] }""")).Status);
        Assert.Equal("team/fast", (string?)(await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/models/team%2ffast")).Json["name"]);
        Assert.Equal(ConfigObjectKind.Model, Assert.Single(_host.Objects.Rows).Kind);
    }

    private Task<Reply> Put(string path, string json) => _host.CallAsync(AdminRole.Admin, "PUT", $"/api/v1/{path}", json);
}
