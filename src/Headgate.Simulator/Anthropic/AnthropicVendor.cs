using System.Globalization;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Anthropic;

/// <summary>Anthropic's manners. Errors: https://docs.anthropic.com/en/api/errors; headers:
/// https://docs.anthropic.com/en/api/rate-limits (read 2026-11-22).</summary>
internal sealed class AnthropicVendor : Vendor
{
    private static readonly string[] Limited = ["requests", "tokens", "input-tokens", "output-tokens"];

    protected override string? Credential(IHeaderDictionary request) =>
        request["x-api-key"].ToString() is { Length: > 0 } key ? key : Bearer(request);

    public override void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now)
    {
        var reset = now.AddMinutes(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        response["request-id"] = requestId;
        response["anthropic-organization-id"] = "11111111-2222-3333-4444-555555555555";
        foreach (var limit in Limited)
        {
            response[$"anthropic-ratelimit-{limit}-limit"] = "4000";
            response[$"anthropic-ratelimit-{limit}-remaining"] = "3999";
            response[$"anthropic-ratelimit-{limit}-reset"] = reset;
        }

        response.SetCookie = "_cfuvid=simulated; path=/; HttpOnly; Secure; SameSite=None";
        response.Server = "cloudflare";
        response.Via = "1.1 google";
    }

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        WriteErrorMembers(json, error);
        json.WriteString("request_id", requestId);
        json.WriteEndObject();
    }

    public static void WriteErrorMembers(Utf8JsonWriter json, VendorError error)
    {
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", error.Type ?? TypeOf(error.Status));
        json.WriteString("message", error.Message);
        if (error.Code == QuotaCode)
        {
            json.WriteStartObject("details");
            json.WriteString("error_code", error.Code);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private const string QuotaCode = "enforced_spend_limit_reached";

    public override VendorError Explain(Failure failure) => failure.Kind switch
    {
        FailureKind.ContextTooLong => new VendorError(400, "prompt is too long: 200001 tokens > 200000 maximum"),
        FailureKind.ContentFiltered => new VendorError(400, "The output was blocked by the content filtering policy."),
        FailureKind.QuotaExhausted => new VendorError(429, "The workspace's spend limit is reached.") { Code = QuotaCode },
        _ => new VendorError(failure.Status, $"The simulated failure with status {failure.Status}.") { RetryAfter = failure.RetryAfter },
    };

    public override VendorError UnknownModel(string model) => new(404, $"model: {model}");

    public override void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("type", "model");
        json.WriteString("id", model);
        json.WriteString("display_name", model);
        json.WriteString("created_at", "2026-01-01T00:00:00Z");
        json.WriteEndObject();
    }

    public override void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models)
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var model in models)
            WriteModel(json, model);
        json.WriteEndArray();
        json.WriteBoolean("has_more", false);
        json.WriteString("first_id", models[0]);
        json.WriteString("last_id", models[^1]);
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        409 => "conflict_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
