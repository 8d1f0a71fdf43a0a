using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.OpenAI;

/// <summary>OpenAI's manners. Error object and headers: https://platform.openai.com/docs/guides/error-codes (read 2026-11-22).</summary>
internal abstract class OpenAIVendor : Vendor
{
    protected override string? Credential(IHeaderDictionary request) => Bearer(request);

    public override void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now)
    {
        response["x-request-id"] = requestId;
        response["openai-processing-ms"] = "12";
        response["openai-version"] = "2020-10-01";
        response["openai-organization"] = "org-simulated";
        response["x-ratelimit-limit-requests"] = "10000";
        response["x-ratelimit-remaining-requests"] = "9999";
        response["x-ratelimit-reset-requests"] = "6ms";
        response["x-ratelimit-limit-tokens"] = "2000000";
        response["x-ratelimit-remaining-tokens"] = "1999000";
        response["x-ratelimit-reset-tokens"] = "30ms";
        response.SetCookie = "__cf_bm=simulated; path=/; HttpOnly; Secure; SameSite=None";
        response.Server = "cloudflare";
        response.AltSvc = "h3=\":443\"; ma=86400";
    }

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        WriteErrorMember(json, error);
        json.WriteEndObject();
    }

    public static void WriteErrorMember(Utf8JsonWriter json, VendorError error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", TypeOf(error));
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }

    public override VendorError Explain(Failure failure) => failure.Kind switch
    {
        FailureKind.ContextTooLong => new VendorError(400, "The messages exceed this model's context length of 1000 tokens.")
        {
            Param = "messages",
            Code = "context_length_exceeded",
        },
        FailureKind.ContentFiltered => new VendorError(400, "The prompt was stopped by the content filter.")
        {
            Param = "prompt",
            Code = "content_filter",
        },
        FailureKind.QuotaExhausted => new VendorError(429, "The account's quota is used up.")
        {
            Type = "insufficient_quota",
            Code = "insufficient_quota",
        },
        _ => new VendorError(failure.Status, $"The simulated failure with status {failure.Status}.")
        {
            Code = CodeOf(failure.Status),
            RetryAfter = failure.RetryAfter,
        },
    };

    public override VendorError UnknownModel(string model) =>
        new(404, $"The model '{model}' does not exist.") { Param = "model", Code = "model_not_found" };

    public override void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", 1_700_000_000);
        json.WriteString("owned_by", "simulator");
        json.WriteEndObject();
    }

    public override void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
            WriteModel(json, model);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    protected static string TypeOf(VendorError error) => error.Type ?? error.Status switch
    {
        429 => "requests",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string? CodeOf(int status) => status switch
    {
        401 => "invalid_api_key",
        404 => "model_not_found",
        429 => "rate_limit_exceeded",
        _ => null,
    };
}
