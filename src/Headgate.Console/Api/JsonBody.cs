using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Headgate.Console.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headgate.Console.Api;

/// <summary>Reads an operation's input from a JSON body.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1 << 20;

    public static Problem WrongType { get; } = new(ProblemCode.UnsupportedMediaType, "The body must be `application/json`.");

    public static async ValueTask<Outcome<TInput>> ReadAsync<TInput>(HttpContext http, JsonTypeInfo<TInput> shape)
    {
        if (!http.Request.HasJsonContentType())
        {
            return WrongType;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, shape, http.RequestAborted) is { } input
                ? input
                : Problem.Invalid("$", "The body must be a JSON object.");
        }
        catch (JsonException error)
        {
            // The reader's own message speaks of .NET types and may quote the value, which may be a secret.
            return Problem.Invalid(error.Path ?? "$", $"The body is no JSON of the expected shape at `{error.Path ?? "$"}`.");
        }
    }
}
