using Headgate.Simulator.Bedrock;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Gemini;

/// <summary>A path of the Gemini API, <c>/{version}/models/{model}:{method}</c>: the model and whether to stream are said there.</summary>
internal sealed record GeminiPath(string Model, string Method)
{
    public const string Generate = "generateContent";
    public const string GenerateStream = "streamGenerateContent";
    public const string CountTokens = "countTokens";
    public const string Embed = "embedContent";
    public const string EmbedBatch = "batchEmbedContents";

    private static readonly string[] Roots = ["/v1/models/", "/v1beta/models/", "/v1beta1/models/"];

    public bool IsStream => Method == GenerateStream;

    /// <summary>Whether the models of a path are listed as this vendor lists them, whatever credential is shown.</summary>
    public static bool IsBeta(PathString path) => path.StartsWithSegments("/v1beta") || path.StartsWithSegments("/v1beta1");

    /// <summary>The path of a request; null when it is none of Gemini's. A model may hold a colon and slashes.</summary>
    public static GeminiPath? Of(HttpRequest request)
    {
        var path = BedrockPath.RawPath(request);
        var root = Roots.FirstOrDefault(root => path.StartsWith(root, StringComparison.Ordinal));
        var colon = path.LastIndexOf(':');
        if (root is null || colon <= root.Length)
            return null;
        var method = path[(colon + 1)..];
        return method is Generate or GenerateStream or CountTokens or Embed or EmbedBatch
            ? new GeminiPath(Uri.UnescapeDataString(path[root.Length..colon]), method)
            : null;
    }
}
