using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Bedrock;

/// <summary>Amazon Bedrock's manners. Errors: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html (read
/// 2026-11-22).</summary>
internal sealed class BedrockVendor : Vendor
{
    protected override string? Credential(IHeaderDictionary request) => Bearer(request);

    public override VendorError? CredentialError(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!AwsSignature.IsUsed(request.Headers))
            return base.CredentialError(request, body, now) is { } refused ? refused with { Status = refused.Status == 401 ? 403 : refused.Status } : null;
        return AwsSignature.Flaw(request, body.Span, now) is { } flaw ? new VendorError(403, flaw.Message) { Type = flaw.Type } : null;
    }

    public override void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now) => response["x-amzn-requestid"] = requestId;

    public override void StampError(IHeaderDictionary response, VendorError error) =>
        response["x-amzn-errortype"] = $"{error.Type ?? TypeOf(error.Status)}:http://internal.amazon.com/coral/com.amazon.bedrock/";

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    public override VendorError Explain(Failure failure) => failure.Kind switch
    {
        FailureKind.ContextTooLong => new VendorError(400, "Input is too long for requested model."),
        FailureKind.ContentFiltered => new VendorError(400, "The output was blocked by the content filtering policy."),
        FailureKind.QuotaExhausted =>
            new VendorError(400, "Your request exceeds the service quota for your account.") { Type = "ServiceQuotaExceededException" },
        _ => new VendorError(failure.Status, $"The simulated failure with status {failure.Status}.") { RetryAfter = failure.RetryAfter },
    };

    public override VendorError UnknownModel(string model) => new(400, "The provided model identifier is invalid.");

    /// <summary>The runtime lists no models.</summary>
    public override void WriteModel(Utf8JsonWriter json, string model) => throw new NotSupportedException();

    /// <inheritdoc cref="WriteModel" />
    public override void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models) => throw new NotSupportedException();

    private static string TypeOf(int status) => status switch
    {
        403 => "AccessDeniedException",
        404 => "ResourceNotFoundException",
        408 => "ModelTimeoutException",
        424 => "ModelErrorException",
        429 => "ThrottlingException",
        503 => "ServiceUnavailableException",
        >= 500 => "InternalServerException",
        _ => "ValidationException",
    };
}
