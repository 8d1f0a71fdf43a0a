using System.Globalization;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Gemini;

/// <summary>The Gemini API's manners: a key in its own header or in the query, errors as all of Google's APIs have them.
/// https://ai.google.dev/gemini-api/docs/troubleshooting and https://cloud.google.com/apis/design/errors (read 2026-11-22).</summary>
internal sealed class GeminiVendor : Vendor
{
    public const string KeyHeader = "x-goog-api-key";
    public const string KeyQuery = "key";

    private const string InvalidKey = "API_KEY_INVALID";

    /// <summary>A key that is not good is a bad argument here, and none at all a missing permission.</summary>
    public override VendorError? CredentialError(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        (Credential(request.Headers) ?? request.Query[KeyQuery].ToString()) switch
        {
            "" => new VendorError(403, "Method doesn't allow unregistered callers (callers without established identity). "
                + "Please use API Key or other form of API consumer identity to call this API."),
            var bad when bad.Contains("bad", StringComparison.Ordinal) =>
                new VendorError(400, "API key not valid. Please pass a valid API key.") { Code = InvalidKey },
            var limited when limited.Contains("limited", StringComparison.Ordinal) =>
                Explain(new Failure(FailureKind.Status, 429, TimeSpan.FromSeconds(1))),
            _ => null,
        };

    public override void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now)
    {
        // The vendor numbers no request; whoever watches needs a number all the same.
        response["x-request-id"] = requestId;
        response.Server = "scaffolding on HTTPServer2";
        response.AltSvc = "h3=\":443\"; ma=2592000";
        response["x-gemini-service-tier"] = "standard";
        response["server-timing"] = "gfet4t7; dur=812";
    }

    /// <summary>The vendor says how long to wait in the body alone.</summary>
    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        WriteErrorMember(json, error);
        json.WriteEndObject();
    }

    public static void WriteErrorMember(Utf8JsonWriter json, VendorError error)
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", error.Status);
        json.WriteString("message", error.Message);
        json.WriteString("status", error.Type ?? StatusOf(error.Status));
        if (error.Code is not null || error.RetryAfter is not null)
        {
            json.WriteStartArray("details");
            WriteDetail(json, error);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public override VendorError Explain(Failure failure) => failure.Kind switch
    {
        FailureKind.ContextTooLong =>
            new VendorError(400, "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576)."),
        FailureKind.ContentFiltered => new VendorError(400, "The request was blocked by the content filtering policy."),
        FailureKind.QuotaExhausted =>
            new VendorError(429, "You exceeded your current quota, please check your plan and billing details."),
        _ => new VendorError(failure.Status, $"The simulated failure with status {failure.Status}.") { RetryAfter = failure.RetryAfter },
    };

    public override VendorError UnknownModel(string model) => new(404, $"models/{model} is not found for API version v1beta, or is not "
        + "supported for generateContent. Call ListModels to see the list of available models and their supported methods.");

    public override void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("name", "models/" + model);
        json.WriteString("version", "001");
        json.WriteString("displayName", model);
        json.WriteNumber("inputTokenLimit", 1_048_576);
        json.WriteNumber("outputTokenLimit", 65_536);
        json.WriteStartArray("supportedGenerationMethods");
        json.WriteStringValue(GeminiPath.Generate);
        json.WriteStringValue(GeminiPath.CountTokens);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public override void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models)
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var model in models)
            WriteModel(json, model);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    protected override string? Credential(IHeaderDictionary request) => request[KeyHeader].ToString() is { Length: > 0 } key ? key : null;

    private static void WriteDetail(Utf8JsonWriter json, VendorError error)
    {
        json.WriteStartObject();
        if (error.RetryAfter is { } wait)
        {
            json.WriteString("@type", "type.googleapis.com/google.rpc.RetryInfo");
            json.WriteString("retryDelay", wait.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s");
        }
        else
        {
            json.WriteString("@type", "type.googleapis.com/google.rpc.ErrorInfo");
            json.WriteString("reason", error.Code);
            json.WriteString("domain", "googleapis.com");
        }

        json.WriteEndObject();
    }

    private static string StatusOf(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        >= 500 => "INTERNAL",
        _ => "INVALID_ARGUMENT",
    };
}
