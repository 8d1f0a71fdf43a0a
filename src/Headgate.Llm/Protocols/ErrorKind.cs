namespace Headgate.Llm.Protocols;

/// <summary>Every way a call can fail, whoever's fault it is. Status, code and type per dialect: <see cref="ErrorTable"/>.</summary>
public enum ErrorKind
{
    /// <summary>400: the body is no strict JSON (syntax, UTF-8, depth, duplicate top-level name).</summary>
    InvalidJson,

    /// <summary>400: a member is missing or mistyped.</summary>
    InvalidRequest,

    /// <summary>401: no, unknown, revoked or conflicting credentials.</summary>
    InvalidApiKey,

    /// <summary>401: the key was good until its expiry.</summary>
    KeyExpired,

    /// <summary>401: the vendor refused the credential that the caller brought for it.</summary>
    ProviderKeyRefused,

    /// <summary>403: the key may not use this model.</summary>
    ModelNotAllowed,

    /// <summary>403: the key may not be used from where the client is.</summary>
    AddressNotAllowed,

    /// <summary>403: the key may not ask for this service tier or this tool of the vendor's, or bring a credential.</summary>
    OptionNotAllowed,

    /// <summary>404: no alias, provider or catalogue has the model.</summary>
    ModelNotFound,

    /// <summary>404: no such object, or not the caller's.</summary>
    NotFound,

    /// <summary>404: no such path, or no target of the model speaks this protocol.</summary>
    UnsupportedEndpoint,

    /// <summary>405.</summary>
    MethodNotAllowed,

    /// <summary>413: the decoded body passes <c>server.max_body</c>.</summary>
    BodyTooLarge,

    /// <summary>415: content type or content encoding not taken.</summary>
    UnsupportedMediaType,

    /// <summary>431: headers pass 32 KiB.</summary>
    HeadersTooLarge,

    /// <summary>429: a limit of the key.</summary>
    RateLimitExceeded,

    /// <summary>429: a budget has too little left.</summary>
    InsufficientQuota,

    /// <summary>400: no target of the model takes this request, by the conditions and the abilities that the operator wrote.</summary>
    NoMatchingTarget,

    /// <summary>400: every target would lose something the client asked for, and the model's <c>on_loss</c> is <c>reject</c>.</summary>
    NotTranslatable,

    /// <summary>The vendor's own refusal of the request (400, 404, 413, 422), passed on with its status.</summary>
    VendorRejected,

    /// <summary>502: the vendor refused our credential.</summary>
    UpstreamAuth,

    /// <summary>429: every target is rate-limited.</summary>
    UpstreamRateLimited,

    /// <summary>503 (529 to Anthropic clients): every target is overloaded.</summary>
    UpstreamOverloaded,

    /// <summary>503 (529 to Anthropic clients): no target is fit to be called.</summary>
    NoHealthyTarget,

    /// <summary>502: the vendor failed in any other way.</summary>
    UpstreamError,

    /// <summary>504: a timeout of the model or of the client's own <c>x-headgate-timeout</c> ran out.</summary>
    UpstreamTimeout,

    /// <summary>503: the gateway is shutting down.</summary>
    Draining,

    /// <summary>503: <c>server.max_buffered</c> is used up; try again shortly.</summary>
    Busy,

    /// <summary>503: what a budgeted request costs cannot be written down, so it is not answered.</summary>
    LedgerUnavailable,

    /// <summary>429: more requests wait for every target than may, or than can be served in time.</summary>
    QueueFull,

    /// <summary>409: the first request with this <c>Idempotency-Key</c> is still open.</summary>
    IdempotencyKeyInUse,

    /// <summary>400: this <c>Idempotency-Key</c> was used for another request.</summary>
    IdempotencyKeyReused,

    /// <summary>409: the first request with this <c>Idempotency-Key</c> was charged, and its answer is not there to be given again.</summary>
    IdempotencyAnswerLost,

    /// <summary>500: a bug of the gateway.</summary>
    Internal,
}
