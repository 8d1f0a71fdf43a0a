using System.Text.RegularExpressions;
using Headgate.Console.Tests.Running;

namespace Headgate.Console.Tests.Api.Reference;

public sealed partial class ReferencePageTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Loads_from_here_alone()
    {
        Reply page = await _host.CallAsync(null, "GET", "/api/docs");

        Assert.DoesNotContain("//", page.Body, StringComparison.Ordinal);
        Assert.Equal(["docs/scalar.js", "docs/start.js"], Source().Matches(page.Body).Select(match => match.Groups[1].Value));
        Assert.Contains("script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Serves_the_script_that_the_page_starts(string? encoding)
    {
        Reply script = await _host.CallAsync(null, "GET", "/api/docs/scalar.js", edit: request =>
        {
            if (encoding is not null)
            {
                request.Headers.AcceptEncoding.ParseAdd(encoding);
            }
        });
        Reply start = await _host.CallAsync(null, "GET", "/api/docs/start.js");

        Assert.Equal(encoding, script.Headers.GetValueOrDefault("Content-Encoding"));
        Assert.Equal(encoding is null, script.Body.Contains("createApiReference", StringComparison.Ordinal));
        Assert.StartsWith("text/javascript", script.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.StartsWith("Scalar.createApiReference(", start.Body, StringComparison.Ordinal);
        Assert.Contains("\"openapi.json\"", start.Body, StringComparison.Ordinal);
    }

    [GeneratedRegex("src=\"([^\"]*)\"")]
    private static partial Regex Source();
}
