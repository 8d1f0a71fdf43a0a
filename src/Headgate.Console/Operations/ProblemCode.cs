using System.Text.Json.Serialization;

namespace Headgate.Console.Operations;

/// <summary>Every way in which an admin call can fail.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ProblemCode>))]
public enum ProblemCode
{
    /// <summary>400: something in the input does not fit; <c>param</c> names it.</summary>
    InvalidRequest,

    /// <summary>400: what is to be stored breaks rules of the config, or takes away what others need; <c>errors</c> has each of them.</summary>
    InvalidConfig,

    /// <summary>401: no admin token, or none that is known.</summary>
    InvalidToken,

    /// <summary>403: the token's role is too low.</summary>
    Forbidden,

    /// <summary>403: a browser page of another origin asks.</summary>
    ForeignOrigin,

    /// <summary>404: no such object or path.</summary>
    NotFound,

    /// <summary>405: the path exists, the method does not.</summary>
    MethodNotAllowed,

    /// <summary>409: the name is taken, or there is another version than the expected one.</summary>
    Conflict,

    /// <summary>409: the object comes from a config file.</summary>
    ReadOnly,

    /// <summary>409: there is no <c>HEADGATE_SECRET_KEY</c> to seal secrets with, or not the one that they are sealed with.</summary>
    SecretKeyMissing,

    /// <summary>413: the body is over 1 MiB.</summary>
    BodyTooLarge,

    /// <summary>415: the body is not <c>application/json</c>.</summary>
    UnsupportedMediaType,

    /// <summary>421: the <c>Host</c> header names neither the listen address nor one of <c>server.hosts</c>.</summary>
    UnknownHost,

    /// <summary>429: too many wrong tokens from this address.</summary>
    TooManyAttempts,

    /// <summary>503: the audit log cannot be written, and nothing is done without it.</summary>
    AuditUnavailable,

    /// <summary>500: a bug, or a store that failed; the log says more.</summary>
    Internal,

    /// <summary>No answer came, or none that the client understands. Never sent by the gateway.</summary>
    Unreachable,
}
