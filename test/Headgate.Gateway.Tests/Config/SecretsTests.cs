using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Derivation;

namespace Headgate.Gateway.Tests.Config;

/// <summary>A canary in every place where a secret may stand, in configs that are right and in configs that are wrong.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Canary = "canary-4d1f0c9a77e35b28c6f1";

    private readonly ConfigFolder _folder = new();

    public SecretsTests()
    {
        _folder.Variables["SECRET"] = Canary;
        _folder.Variables["BROKEN"] = $"{Canary}\n{{}}: [";
        _folder.Write("secret", Canary);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Every key that takes a value gets the canary as a variable's value: most are errors, and no message may show it.</summary>
    public static TheoryData<string> Places =>
    [
        "server: { §: 1 }",
        "server: { listen: § }", "server: { admin: § }", "server: { listen: [§] }", "server: { data: § }", "server: { hosts: § }",
        "server: { inline_io: § }", "server: { auth: § }", "server: { max_body: § }", "server: { keep_alive: § }",
            "server: { max_attempts: § }", "server: { fetch_urls: § }",
        "server: { forward_headers: § }", "server: { cors: { origins: § } }", "server: { tls: { cert: §, key: § } }", "server: §",
            "auth: §",
        "providers: { a: § }", "providers: §", "providers: { a: { type: § } }", "providers: { a: { type: openai, api_key: § } }",
        "providers: { a: { type: openai, api_keys: [§, §] } }", "providers: { a: { type: openai, api_key: [§], api_keys: § } }",
        "providers: { a: { type: openai, api_key: { §: § } } }",
            "providers: { a: { type: openai, api_key: k, headers: { x-a: §, authorization: § } } }",
        "providers: { a: { type: openai, api_key: k, base_url: § } }", "providers: { a: { type: openai, api_key: k, proxy: § } }",
        "providers: { a: { type: openai, api_key: k, ca: § } }", "providers: { a: { type: openai, api_key: k, models: § } }",
        "providers: { a: { type: openai, api_key: k, protocols: § } }",
        "providers: { a: { type: azure-openai, base_url: https://r, api_key: §, api_version: §, deployments: { §: §, a: § } } }",
        "providers: { a: { type: azure-openai, base_url: https://r, entra: { tenant_id: §, client_id: §, client_secret: §, authority: §, scope: § } } }",
        "providers: { a: { type: azure-openai, base_url: https://r, entra: { tenant_id: t, client_id: c, client_secret: § } } }",
        "providers: { a: { type: vertex, project: §, location: §, credentials: §, token_url: § } }",
        "providers: { a: { type: vertex, project: p, api_key: § } }",
        "providers: { a: { type: bedrock, region: us-east-1, access_key_id: a, secret_access_key: §, session_token: § } }",
        "providers: { a: { type: bedrock, region: §, session_token: § } }",
        "models: { a: { targets: [ { model: § } ] } }", "models: { a: § }", "models: { a: { strategy: §, targets: § } }",
        "models: { a: { targets: { model: x, weight: § } } }", "models: { a: { defaults: { model: § }, drop: [§] } }",
        "models: { a: { retry: { tries: § }, fallback_on: §, timeouts: { idle: § }, on_loss: §, sticky: § } }",
        "keys: §", "keys: [ { name: §, key: § } ]", "keys: [ { name: §, key: § }, { name: §, key: § } ]",
            "keys: [ { name: a, sha256: § } ]",
        "keys: [ { name: a, key: §§§§, team: §, models: §, limits: { concurrent: § }, expires: §, tags: §, permissions: § } ]",
        "teams: { a: { models: § } }", "teams: §", "admin: { tokens: [ { name: §, token: §, role: § } ] }",
            "admin: { tokens: [ { name: §, sha256: § } ] }",
        "log: { bodies: §, retention: § }", "redis: §", "storage: §", "providers: { a: { type: openai, replicas: § } }",
        "a: \"§", "a: [§", "a: {§", "§", "§: §",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void No_message_shows_what_came_out_of_a_variable_or_a_file(string yaml)
    {
        foreach (string written in new[] { "'${SECRET}'", "'${BROKEN}'", "'${file:secret}'", "'http://user:${SECRET}@host:99999/?x'",
            "'${SECRET}${'" })
        {
            AssertSilent(_folder.Read(yaml.Replace("§", written)));
        }
    }

    [Theory]
    [InlineData("providers: { a: { type: openai, api_key: § x, api_keys: [§, §, {§: §}] } }")]
    [InlineData("providers: { a: { type: openai, api_key: ' §' } }")]
    [InlineData("providers: { a: { type: openai, api_key: { § } } }")]
    [InlineData("providers: { a: { type: openai, 'api_key §': 5 } }")]
    [InlineData("providers: { a: { type: openai, api_key: *§ } }")]
    [InlineData("providers: { a: { type: openai, api_key: &§ } }")]
    [InlineData("providers: { a: { type: openai, api_key: !§ } }")]
    [InlineData("providers: { a: { type: openai, api_key: '§\n } }")]
    [InlineData("providers: { a: { type: openai, api_key: k, headers: { authorization: §, x-a: '§\\n', 'x y': § } } }")]
    [InlineData("providers: { a: { type: openai, api_key: k, base_url: 'https://user:§@host' } }")]
    [InlineData("providers: { a: { type: openai, api_key: k, base_url: 'https://host?key=§' } }")]
    [InlineData("providers: { a: { type: openai, api_key: k, proxy: 'http://user:§@host/path' } }")]
    [InlineData("providers: { a: { type: openai, api_key: k, proxy: 'user:§@host' } }")]
    [InlineData("keys: [ { name: a, key: § }, { name: b, key: '§ ' }, { name: c, sha256: § } ]")]
    [InlineData("admin: { tokens: [ { name: a, token: '§ ', role: x }, { name: b, sha256: § } ] }")]
    public void No_message_shows_a_secret_that_is_written_out(string yaml) => AssertSilent(_folder.Read(yaml.Replace("§", Canary)));

    [Fact]
    public void The_effective_config_hides_secrets_and_shows_the_rest_with_defaults()
    {
        JsonElement json = Effective(_folder.Accept($$"""
            server: { data: "${SECRET}", max_attempts: 4 }
            providers:
              a:
                type: openai
                api_keys: [{{Canary}}1, "${SECRET}"]
                base_url: https://host/v1
                headers: { x-a: {{Canary}} }
                proxy: http://user:{{Canary}}@proxy:1
              b: { type: openai, api_key: {{Canary}}, proxy: "http://u:${SECRET}@p:1" }
            models: { a: { targets: { model: a/x }, defaults: { user: "${SECRET}", n: 5 } } }
            keys:
              - { name: k, key: {{Canary}}-{{Canary}} }
              - { name: l, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 }
            admin: { tokens: [ { name: t, token: {{Canary}}, role: admin } ] }
            """));
        Assert.DoesNotContain(Canary, json.GetRawText());
        Assert.DoesNotContain("e3b0c442", json.GetRawText());
        Assert.Equal("${SECRET}", json.GetProperty("server").GetProperty("data").GetString());
        Assert.Equal(4, json.GetProperty("server").GetProperty("max_attempts").GetInt32());
        Assert.Equal("32MiB", json.GetProperty("server").GetProperty("max_body").GetString());
        JsonElement a = json.GetProperty("providers").GetProperty("a");
        Assert.Equal("http://***@proxy:1", a.GetProperty("proxy").GetString());
        Assert.Equal("***", a.GetProperty("headers").GetProperty("x-a").GetString());
        JsonElement alias = json.GetProperty("models").GetProperty("a");
        Assert.Equal("5s", alias.GetProperty("timeouts").GetProperty("connect").GetString());
        Assert.Equal("""{"user":"${SECRET}","n":5}""", alias.GetProperty("defaults").GetRawText());
        Assert.Equal("***", json.GetProperty("keys")[0].GetProperty("key").GetString());
        Assert.Equal("30d", json.GetProperty("log").GetProperty("retention").GetString());
    }

    [Theory]
    [InlineData("log: {}", "keys")]
    [InlineData("auth: none", "none")]
    [InlineData("server: { auth: none }", "none")]
    public void The_effective_config_says_whether_keys_are_asked_for(string yaml, string auth) =>
        Assert.Equal(auth, Effective(_folder.Accept(yaml)).GetProperty("auth").GetString());

    private static JsonElement Effective(ConfigReading.Accepted config)
    {
        ConfigSnapshot snapshot = SnapshotDerivation.Derive(config.Derived, [], out _);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            new EffectiveConfig(new LiveState(config.Derived, snapshot, new ConfigState([], [], [], null))).Write(json);
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static void AssertSilent(ConfigReading reading)
    {
        if (reading is ConfigReading.Refused refused)
        {
            foreach (ConfigError error in refused.Errors)
            {
                Assert.DoesNotContain(Canary, error.ToString());
            }
        }
        else
        {
            ConfigReading.Accepted accepted = ConfigFolder.Accepted(reading);
            Assert.DoesNotContain(Canary, string.Join('\n', accepted.Summary));
            Assert.DoesNotContain(Canary, Effective(accepted).GetRawText());
        }

        foreach (ConfigWarning warning in reading.Warnings)
        {
            Assert.DoesNotContain(Canary, warning.ToString());
        }
    }
}
