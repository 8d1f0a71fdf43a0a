using Headgate.Console.Operations;
using Microsoft.AspNetCore.Http;

namespace Headgate.Console.Api;

/// <summary>The body of every refusal: <c>{"error":{"code","message","param"}}</c>.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record ProblemReply(Problem Error)
{
    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = StatusOf(problem.Code);
        if (problem.Code == ProblemCode.InvalidToken)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"headgate\"";
        }

        return http.Response.WriteAsJsonAsync(
            new ProblemReply(problem), Wire.Json.ProblemReply, cancellationToken: http.RequestAborted);
    }

    private static int StatusOf(ProblemCode code) => code switch
    {
        ProblemCode.InvalidRequest or ProblemCode.InvalidConfig => StatusCodes.Status400BadRequest,
        ProblemCode.InvalidToken => StatusCodes.Status401Unauthorized,
        ProblemCode.Forbidden or ProblemCode.ForeignOrigin => StatusCodes.Status403Forbidden,
        ProblemCode.NotFound => StatusCodes.Status404NotFound,
        ProblemCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ProblemCode.Conflict or ProblemCode.ReadOnly or ProblemCode.SecretKeyMissing => StatusCodes.Status409Conflict,
        ProblemCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ProblemCode.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        ProblemCode.UnknownHost => StatusCodes.Status421MisdirectedRequest,
        ProblemCode.TooManyAttempts => StatusCodes.Status429TooManyRequests,
        ProblemCode.AuditUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
