using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

public sealed class ConfigSchemaTests : IDisposable
{
    /// <summary>The contract's sample, without what later versions read; as JSON, which is YAML.</summary>
    private const string Sample = """
        {
          "server": { "listen": "http://127.0.0.1:4000", "admin": "http://127.0.0.1:4001" },
          "providers": {
            "openai": {
              "type": "openai", "api_key": "${OPENAI_API_KEY}", "base_url": "https://api.openai.com/v1",
              "headers": { "OpenAI-Organization": "org" }, "models": ["gpt-*"], "proxy": "http://proxy:3128"
            },
            "claude": { "type": "anthropic", "api_key": "${ANTHROPIC_API_KEY}" },
            "azure": {
              "type": "azure-openai", "base_url": "https://res.openai.azure.com", "api_version": "2025-04-01-preview",
              "deployments": { "gpt-5-mini": "mine" }, "entra": { "tenant_id": "t", "client_id": "c", "client_secret": "s" }
            },
            "vertex": { "type": "vertex", "project": "p", "location": "eu", "api_key": "token" }
          },
          "models": {
            "chat": {
              "strategy": "priority",
              "targets": [ { "model": "openai/gpt-5-mini" }, { "model": "claude/claude-haiku-4-5", "weight": 20 }, { "model": "backup" } ],
              "retry": { "tries": 2, "backoff": "250ms", "max_backoff": "8s" },
              "fallback_on": ["rate_limited", "server_error", "timeout", "connection", "overloaded", "context_too_long"],
              "timeouts": { "connect": "5s", "first_token": "45s", "idle": "120s", "total": "30m" },
              "defaults": { "temperature": 0.2 }, "on_loss": "warn", "sticky": "none"
            },
            "backup": { "targets": { "model": "claude/*" } },
            "trial": {
              "split": { "by": "user", "salt": "spring" },
              "targets": [
                { "model": "openai/gpt-5-mini", "weight": 95, "variant": "stable" },
                {
                  "model": "backup", "weight": 5, "variant": "canary",
                  "when": { "any": [ { "request.metadata.tier": "pro" }, { "none": { "input_tokens": { "gt": 1000 } } } ], "tags.env": { "not": ["a"] } }
                }
              ]
            }
          },
          "keys": [
            {
              "name": "ci", "key": "${CI_KEY}", "team": "platform", "models": ["chat", "openai/*"],
              "limits": { "requests_per_minute": 60, "concurrent": 10 },
              "expires": "2027-01-01", "tags": { "env": "ci" }, "permissions": ["diagnostics"]
            }
          ],
          "teams": { "platform": { "models": ["*"] } },
          "admin": { "tokens": [ { "name": "ops",
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "role": "admin" } ] },
          "log": { "bodies": "off", "retention": "30d" }
        }
        """;

    private static readonly JsonElement Schema = Write();

    private readonly ConfigFolder _folder = new()
    {
        Variables = { ["OPENAI_API_KEY"] = "sk-one", ["ANTHROPIC_API_KEY"] = "sk-two", ["CI_KEY"] = new('k', 40) },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_contracts_sample_is_accepted_by_schema_and_reader()
    {
        Assert.Empty(_folder.Accept(Sample).Warnings);
        Assert.Empty(Violations(JsonDocument.Parse(Sample).RootElement, Schema, "$"));
    }

    [Theory]
    [InlineData("\"tries\": 2", "\"tries\": 0")]
    [InlineData("\"tries\": 2", "\"trys\": 2")]
    [InlineData("\"250ms\"", "\"250\"")]
    [InlineData("\"priority\"", "\"cheapest\"")]
    [InlineData("\"type\": \"openai\",", "")]
    [InlineData("\"type\": \"openai\",", "\"type\": \"opneai\",")]
    [InlineData("\"server\": {", "\"server\": { \"max_body\": \"5 XB\",")]
    [InlineData("\"weight\": 20", "\"weight\": -1")]
    [InlineData("\"role\": \"admin\"", "\"role\": \"boss\"")]
    [InlineData("\"log\": {", "\"guardrails\": {}, \"log\": {")]
    [InlineData("\"sticky\": \"none\"", "\"sticky\": \"none\", \"cache\": {}")]
    public void What_the_reader_refuses_for_its_form_the_schema_refuses_too(string right, string wrong)
    {
        string sample = Sample.Replace(right, wrong);
        Assert.NotEqual(Sample, sample);
        Assert.NotEmpty(_folder.Refuse(sample));
        Assert.NotEmpty(Violations(JsonDocument.Parse(sample).RootElement, Schema, "$"));
    }

    [Theory]
    [InlineData("\"tries\": 2", "\"tries\": \"${TRIES:-3}\"")]
    [InlineData("\"250ms\"", "\"${BACKOFF:-1s}\"")]
    [InlineData("\"server\": {", "\"server\": { \"max_body\": 1048576, \"keep_alive\": 0,")]
    [InlineData("\"teams\": {", "\"teams\": { \"empty\": null,")]
    [InlineData("\"models\": [\"gpt-*\"]", "\"models\": \"gpt-*\"")]
    public void What_the_reader_takes_the_schema_takes_too(string usual, string other)
    {
        string sample = Sample.Replace(usual, other);
        Assert.NotEqual(Sample, sample);
        _folder.Accept(sample);
        Assert.Empty(Violations(JsonDocument.Parse(sample).RootElement, Schema, "$"));
    }

    [Fact]
    public void It_is_a_schema_of_the_current_draft_with_descriptions_and_defaults()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema.GetProperty("$schema").GetString());
        JsonElement drain = Schema.GetProperty("properties").GetProperty("server").GetProperty("properties").GetProperty("drain");
        Assert.Equal("30s", drain.GetProperty("default").GetString());
        Assert.Contains("SIGTERM", drain.GetProperty("description").GetString());
    }

    private static JsonElement Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            ConfigSchema.Write(json);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    /// <summary>As much of JSON Schema as the schema uses.</summary>
    private static IEnumerable<string> Violations(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = Schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (schema.TryGetProperty("anyOf", out JsonElement any) && !any.EnumerateArray().Any(each => !Violations(value, each, path).Any()))
        {
            yield return $"{path}: none of {any}";
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !Types(type).Any(name => Is(value, name)))
        {
            yield return $"{path}: not {type}";
        }

        if (schema.TryGetProperty("enum", out JsonElement words)
            && !words.EnumerateArray().Any(word => value.ValueKind == JsonValueKind.String && word.GetString() == value.GetString()))
        {
            yield return $"{path}: not in {words}";
        }

        if (value.ValueKind == JsonValueKind.String && schema.TryGetProperty("pattern", out JsonElement pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
        {
            yield return $"{path}: not like {pattern}";
        }

        if (value.ValueKind == JsonValueKind.Number && schema.TryGetProperty("minimum", out JsonElement least)
            && value.GetDouble() < least.GetDouble())
        {
            yield return $"{path}: less than {least}";
        }

        foreach (string inner in Inner(value, schema, path))
        {
            yield return inner;
        }
    }

    private static IEnumerable<string> Inner(JsonElement value, JsonElement schema, string path)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            return value.EnumerateArray().SelectMany(item => Violations(item, items, $"{path}[]"));
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<string> missing = schema.TryGetProperty("required", out JsonElement required)
            ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}: no {name}")
            : [];
        return missing.Concat(value.EnumerateObject().SelectMany(member => Member(member, schema, $"{path}.{member.Name}")));
    }

    private static IEnumerable<string> Member(JsonProperty member, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("properties", out JsonElement properties)
            && properties.TryGetProperty(member.Name, out JsonElement known))
        {
            return Violations(member.Value, known, path);
        }

        return schema.TryGetProperty("additionalProperties", out JsonElement others)
            ? others.ValueKind == JsonValueKind.False ? [$"{path}: unknown"] : Violations(member.Value, others, path)
            : [];
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.String ? [type.GetString()!] : type.EnumerateArray().Select(each => each.GetString()!);

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
    };
}
