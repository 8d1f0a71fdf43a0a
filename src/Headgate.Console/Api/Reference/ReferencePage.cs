using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;

namespace Headgate.Console.Api.Reference;

/// <summary>
/// <c>/api/docs</c>: the API's reference for people. The page is our own, so that its policy lets it load from here and call here
/// and nowhere else; the script comes out of the package, and is touched when somebody opens the page.
/// </summary>
internal static class ReferencePage
{
    /// <summary>The script, gzipped, as Scalar.AspNetCore embeds it.</summary>
    private const string ScriptResource = "ScalarStaticAssets.scalar.js";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Page =
        """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Headgate admin API</title>
        </head>
        <body>
          <div id="reference"></div>
          <script src="docs/scalar.js"></script>
          <script src="docs/start.js"></script>
        </body>
        </html>
        """;

    private const string StartScript =
        """
        Scalar.createApiReference("#reference", {
          url: "openapi.json",
          withDefaultFonts: false,
          telemetry: false,
          agent: { disabled: true },
          mcp: { disabled: true },
          showDeveloperTools: "never",
        });
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/docs", ["GET"], http => WriteAsync(http, "text/html; charset=utf-8", Page));
        routes.MapMethods("/api/docs/start.js", ["GET"], http => WriteAsync(http, "text/javascript; charset=utf-8", StartScript));
        routes.MapMethods("/api/docs/scalar.js", ["GET"], WriteScriptAsync);
    }

    private static Task WriteAsync(HttpContext http, string contentType, string text)
    {
        http.Response.ContentType = contentType;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    private static async Task WriteScriptAsync(HttpContext http)
    {
        await using Stream gzipped = typeof(ScalarOptions).Assembly.GetManifestResourceStream(ScriptResource)
            ?? throw new InvalidOperationException($"The package has no {ScriptResource}.");

        http.Response.ContentType = "text/javascript; charset=utf-8";
        http.Response.Headers.CacheControl = "public, max-age=86400";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await gzipped.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }

        await using GZipStream script = new(gzipped, CompressionMode.Decompress);
        await script.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
