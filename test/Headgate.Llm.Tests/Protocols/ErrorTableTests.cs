using System.Buffers;
using System.Text;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class ErrorTableTests
{
    [Theory]
    [InlineData(ErrorKind.InvalidJson, 400, 400, "invalid_json", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.InvalidRequest, 400, 400, "invalid_request", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.InvalidApiKey, 401, 401, "invalid_api_key", "invalid_request_error", "authentication_error", "UNAUTHENTICATED")]
    [InlineData(ErrorKind.KeyExpired, 401, 401, "key_expired", "invalid_request_error", "authentication_error", "UNAUTHENTICATED")]
    [InlineData(ErrorKind.ProviderKeyRefused, 401, 401, "provider_key_refused", "invalid_request_error", "authentication_error", "UNAUTHENTICATED")]
    [InlineData(ErrorKind.AddressNotAllowed, 403, 403, "address_not_allowed", "invalid_request_error", "permission_error", "PERMISSION_DENIED")]
    [InlineData(ErrorKind.OptionNotAllowed, 403, 403, "option_not_allowed", "invalid_request_error", "permission_error", "PERMISSION_DENIED")]
    [InlineData(ErrorKind.ModelNotAllowed, 403, 403, "model_not_allowed", "invalid_request_error", "permission_error", "PERMISSION_DENIED")]
    [InlineData(ErrorKind.ModelNotFound, 404, 404, "model_not_found", "invalid_request_error", "not_found_error", "NOT_FOUND")]
    [InlineData(ErrorKind.NotFound, 404, 404, "not_found", "invalid_request_error", "not_found_error", "NOT_FOUND")]
    [InlineData(ErrorKind.UnsupportedEndpoint, 404, 404, "unsupported_endpoint", "invalid_request_error", "not_found_error", "NOT_FOUND")]
    [InlineData(ErrorKind.MethodNotAllowed, 405, 405, "method_not_allowed", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.BodyTooLarge, 413, 413, "body_too_large", "invalid_request_error", "request_too_large", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.UnsupportedMediaType, 415, 415, "unsupported_media_type", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.HeadersTooLarge, 431, 431, "headers_too_large", "invalid_request_error", "request_too_large", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.RateLimitExceeded, 429, 429, "rate_limit_exceeded", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED")]
    [InlineData(ErrorKind.InsufficientQuota, 429, 429, "insufficient_quota", "insufficient_quota", "rate_limit_error", "RESOURCE_EXHAUSTED")]
    [InlineData(ErrorKind.NoMatchingTarget, 400, 400, "no_matching_target", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.NotTranslatable, 400, 400, "not_translatable", "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT")]
    [InlineData(ErrorKind.UpstreamAuth, 502, 502, "upstream_auth", "server_error", "api_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.UpstreamRateLimited, 429, 429, "upstream_rate_limited", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED")]
    [InlineData(ErrorKind.UpstreamOverloaded, 503, 529, "upstream_overloaded", "server_error", "overloaded_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.NoHealthyTarget, 503, 529, "no_healthy_target", "server_error", "overloaded_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.UpstreamError, 502, 502, "upstream_error", "server_error", "api_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.UpstreamTimeout, 504, 504, "upstream_timeout", "server_error", "timeout_error", "DEADLINE_EXCEEDED")]
    [InlineData(ErrorKind.Draining, 503, 503, "draining", "server_error", "api_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.Busy, 503, 503, "server_busy", "server_error", "api_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.LedgerUnavailable, 503, 503, "ledger_unavailable", "server_error", "api_error", "UNAVAILABLE")]
    [InlineData(ErrorKind.QueueFull, 429, 429, "queue_full", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED")]
    [InlineData(ErrorKind.Internal, 500, 500, "internal_error", "server_error", "api_error", "INTERNAL")]
    public void Is_the_contracts_table(
        ErrorKind kind, int status, int anthropicStatus, string code, string openAIType, string anthropicType, string geminiStatus)
    {
        GatewayError error = new(kind, "Say \"why\".") { Param = "$.model" };
        Assert.Equal((status, anthropicStatus), (ErrorTable.Status(error, Dialect.OpenAI), ErrorTable.Status(error, Dialect.Anthropic)));
        Assert.Equal(code, ErrorTable.Code(error));
        Assert.Equal(
            $$$"""{"error":{"message":"Say \"why\".","type":"{{{openAIType}}}","param":"$.model","code":"{{{code}}}"}}""",
            Write(error, Dialect.OpenAI));
        Assert.Equal(
            $$$"""{"type":"error","error":{"type":"{{{anthropicType}}}","message":"Say \"why\"."},"request_id":"req_1"}""",
            Write(error, Dialect.Anthropic));
        Assert.Equal(
            $$$"""{"error":{"code":{{{status}}},"message":"Say \"why\".","status":"{{{geminiStatus}}}"}}""", Write(error, Dialect.Gemini));
    }

    [Fact]
    public void Every_kind_has_a_line_of_its_own() =>
        Assert.Equal(
            Enum.GetValues<ErrorKind>().Length,
            Enum.GetValues<ErrorKind>().Select(kind => ErrorTable.Code(new GatewayError(kind, "x"))).Distinct().Count());

    [Fact]
    public void Writes_null_where_there_is_no_param() =>
        Assert.Contains("\"param\":null", Write(new GatewayError(ErrorKind.Internal, "x"), Dialect.OpenAI), StringComparison.Ordinal);

    [Fact]
    public void Passes_a_vendors_refusal_on_in_the_vendors_words()
    {
        GatewayError error = new(ErrorKind.VendorRejected, "Refused.")
        {
            VendorStatus = 422,
            Vendor = new VendorError("extra_forbidden", "E1", "No such field é", "body.foo"),
        };
        Assert.Equal(422, ErrorTable.Status(error, Dialect.OpenAI));
        Assert.Equal("vendor_rejected", ErrorTable.Code(error));
        Assert.Equal(
            """{"error":{"message":"No such field é","type":"extra_forbidden","param":"body.foo","code":"E1"}}""", Write(error, Dialect.OpenAI));
        Assert.Equal(
            """{"type":"error","error":{"type":"extra_forbidden","message":"No such field é"},"request_id":"req_1"}""",
            Write(error, Dialect.Anthropic));
        Assert.Equal("""{"error":{"code":422,"message":"No such field é","status":"extra_forbidden"}}""", Write(error, Dialect.Gemini));
    }

    [Fact]
    public void Fills_in_what_the_vendor_did_not_say()
    {
        GatewayError error = new(ErrorKind.VendorRejected, "Refused.") { VendorStatus = 404, Vendor = new VendorError(null, null, null, null) };
        Assert.Equal(
            """{"error":{"message":"Refused.","type":"invalid_request_error","param":null,"code":null}}""", Write(error, Dialect.OpenAI));
        Assert.Equal(
            """{"type":"error","error":{"type":"not_found_error","message":"Refused."},"request_id":"req_1"}""", Write(error, Dialect.Anthropic));
        Assert.Equal("""{"error":{"code":404,"message":"Refused.","status":"NOT_FOUND"}}""", Write(error, Dialect.Gemini));
    }

    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","param":"p","code":"c"}}""", "t", "c", "m", "p")]
    [InlineData("""{"error":{"message":"m","type":"t","param":null,"code":null}}""", "t", null, "m", null)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"m"},"request_id":"r"}""", "invalid_request_error", null, "m", null)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"spent"}}}""", "rate_limit_error", "spent", "m", null)]
    [InlineData("""{"error":"m"}""", null, null, "m", null)]
    [InlineData("""{"error":{"code":502,"message":"m","metadata":{"raw":"x"}}}""", null, "502", "m", null)]
    [InlineData("""[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[{"@type":"x"}]}}]""", "INVALID_ARGUMENT", "400", "m", null)]
    [InlineData("""{"detail":"m"}""", null, null, "m", null)]
    [InlineData("""{"detail":[{"type":"missing","loc":["body","messages",0],"msg":"m","input":{}},{"msg":"second"}]}""", "missing", null, "m", "body.messages.0")]
    [InlineData("""{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","x"],"msg":"m"}]},"param":null}""", "extra_forbidden", null, "m", "body.x")]
    [InlineData("""{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}""", "BadRequestError", "400", "m", null)]
    [InlineData("""{"message":"m"}""", null, null, "m", null)]
    [InlineData("""{"error":{"message":"m","type":"t","co""", "t", null, "m", null)]
    [InlineData("""{"error":{"message":"\ud800m"}}""", null, null, "\uFFFD\uFFFD\uFFFDm", null)]
    [InlineData("<html>502</html>", null, null, null, null)]
    [InlineData("", null, null, null, null)]
    [InlineData("{}", null, null, null, null)]
    [InlineData("[]", null, null, null, null)]
    public void Reads_any_vendors_words(string body, string? type, string? code, string? message, string? param) =>
        Assert.Equal(new VendorError(type, code, message, param), ErrorTable.ReadVendor(Encoding.UTF8.GetBytes(body)));

    private static string Write(GatewayError error, Dialect dialect)
    {
        ArrayBufferWriter<byte> output = new();
        ErrorTable.Write(error, dialect, "req_1", output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
