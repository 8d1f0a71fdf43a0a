namespace Headgate.Llm.Protocols;

/// <summary>A line of the error table.</summary>
/// <param name="Status">The HTTP status; Anthropic clients get 529 in place of the 503 of an overload.</param>
/// <param name="Code">The gateway's own code, and OpenAI's <c>error.code</c>.</param>
/// <param name="OpenAIType">
/// OpenAI's <c>error.type</c>: the client's faults are <c>invalid_request_error</c>, as OpenAI has it for a bad key too.
/// </param>
/// <param name="AnthropicType">Anthropic's <c>error.type</c>.</param>
internal readonly record struct ErrorRow(int Status, string Code, string OpenAIType, string AnthropicType)
{
    private const string Invalid = "invalid_request_error";
    private const string Server = "server_error";
    private const string Overloaded = "overloaded_error";

    /// <summary>The line of a kind. A vendor's refusal has the vendor's status and words in place of these.</summary>
    public static ErrorRow Of(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidJson => new(400, "invalid_json", Invalid, Invalid),
        ErrorKind.InvalidRequest => new(400, "invalid_request", Invalid, Invalid),
        ErrorKind.InvalidApiKey => new(401, "invalid_api_key", Invalid, "authentication_error"),
        ErrorKind.KeyExpired => new(401, "key_expired", Invalid, "authentication_error"),
        ErrorKind.ProviderKeyRefused => new(401, "provider_key_refused", Invalid, "authentication_error"),
        ErrorKind.ModelNotAllowed => new(403, "model_not_allowed", Invalid, "permission_error"),
        ErrorKind.AddressNotAllowed => new(403, "address_not_allowed", Invalid, "permission_error"),
        ErrorKind.OptionNotAllowed => new(403, "option_not_allowed", Invalid, "permission_error"),
        ErrorKind.ModelNotFound => new(404, "model_not_found", Invalid, "not_found_error"),
        ErrorKind.NotFound => new(404, "not_found", Invalid, "not_found_error"),
        ErrorKind.UnsupportedEndpoint => new(404, "unsupported_endpoint", Invalid, "not_found_error"),
        ErrorKind.MethodNotAllowed => new(405, "method_not_allowed", Invalid, Invalid),
        ErrorKind.BodyTooLarge => new(413, "body_too_large", Invalid, "request_too_large"),
        ErrorKind.UnsupportedMediaType => new(415, "unsupported_media_type", Invalid, Invalid),
        ErrorKind.HeadersTooLarge => new(431, "headers_too_large", Invalid, "request_too_large"),
        ErrorKind.RateLimitExceeded => new(429, "rate_limit_exceeded", "rate_limit_exceeded", "rate_limit_error"),
        ErrorKind.InsufficientQuota => new(429, "insufficient_quota", "insufficient_quota", "rate_limit_error"),
        ErrorKind.NoMatchingTarget => new(400, "no_matching_target", Invalid, Invalid),
        ErrorKind.NotTranslatable => new(400, "not_translatable", Invalid, Invalid),
        ErrorKind.VendorRejected => new(400, "vendor_rejected", Invalid, Invalid),
        ErrorKind.UpstreamAuth => new(502, "upstream_auth", Server, "api_error"),
        ErrorKind.UpstreamRateLimited => new(429, "upstream_rate_limited", "rate_limit_exceeded", "rate_limit_error"),
        ErrorKind.UpstreamOverloaded => new(503, "upstream_overloaded", Server, Overloaded),
        ErrorKind.NoHealthyTarget => new(503, "no_healthy_target", Server, Overloaded),
        ErrorKind.UpstreamError => new(502, "upstream_error", Server, "api_error"),
        ErrorKind.UpstreamTimeout => new(504, "upstream_timeout", Server, "timeout_error"),
        ErrorKind.Draining => new(503, "draining", Server, "api_error"),
        ErrorKind.Busy => new(503, "server_busy", Server, "api_error"),
        ErrorKind.LedgerUnavailable => new(503, "ledger_unavailable", Server, "api_error"),
        ErrorKind.QueueFull => new(429, "queue_full", "rate_limit_exceeded", "rate_limit_error"),
        ErrorKind.IdempotencyKeyInUse => new(409, "idempotency_key_in_use", Invalid, "conflict_error"),
        ErrorKind.IdempotencyKeyReused => new(400, "idempotency_key_reused", Invalid, Invalid),
        ErrorKind.IdempotencyAnswerLost => new(409, "idempotency_answer_lost", Invalid, "conflict_error"),
        _ => new(500, "internal_error", Server, "api_error"),
    };

    /// <summary>The status for a client of this dialect.</summary>
    public int StatusFor(Dialect dialect) => dialect == Dialect.Anthropic && AnthropicType == Overloaded ? 529 : Status;
}
