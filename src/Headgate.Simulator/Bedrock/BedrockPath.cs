using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headgate.Simulator.Bedrock;

/// <summary>A path of Bedrock's runtime, <c>/model/{modelId}/{operation}</c>: the model and whether to stream are said there.</summary>
internal sealed record BedrockPath(string Model, string Operation)
{
    public const string Converse = "converse";
    public const string ConverseStream = "converse-stream";
    public const string Invoke = "invoke";
    public const string InvokeStream = "invoke-with-response-stream";

    public bool IsStream => Operation is ConverseStream or InvokeStream;

    /// <summary>The path of a request; null when it is none of Bedrock's.</summary>
    public static BedrockPath? Of(HttpRequest request) =>
        RawPath(request).Split('/') is ["", "model", var model, (Converse or ConverseStream or Invoke or InvokeStream) and var operation]
            ? new BedrockPath(Uri.UnescapeDataString(model), operation)
            : null;

    /// <summary>The path as it came: a signature covers its escapes, and an escaped slash belongs to the model.</summary>
    public static string RawPath(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? request.Path.Value ?? "/";
}
