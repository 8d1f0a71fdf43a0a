using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headgate.Console.Api;

/// <summary>The API's shapes as they go over the wire.</summary>
internal static class Wire
{
    /// <summary>Replies are <c>application/json</c> and never sniffed, so quotes and backticks may stay legible.</summary>
    public static ApiJson Json { get; } =
        new(new JsonSerializerOptions(ApiJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
