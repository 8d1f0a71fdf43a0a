using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>
/// Anthropic's messages behind <c>rawPredict</c> and <c>streamRawPredict</c>, and its count behind a model of its own: the version is in the
/// body, the model is not, unless tokens are counted.
/// </summary>
/// <param name="vertex">The cloud.</param>
/// <param name="anthropic">The maker's operation.</param>
/// <param name="namesModel">Whether the body names the model.</param>
/// <param name="isStream">Whether the path asks for a stream.</param>
internal sealed class VertexOperation(Vendor vertex, Operation anthropic, bool namesModel, bool isStream) : DelegatingOperation(vertex, anthropic)
{
    private static readonly HeaderDictionary Version = new() { ["anthropic-version"] = "2023-06-01" };

    // https://github.com/BerriAI/litellm (anthropic_beta_headers_config.json), read 2026-11-23.
    private static readonly string[] Betas =
    [
        "interleaved-thinking-2025-05-14", "context-1m-2025-08-07", "context-management-2025-06-27", "tool-search-tool-2025-10-19",
        "thinking-binding-controls-2026-08-01", "web-search-2025-03-05",
    ];

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Text("anthropic_version") != "vertex-2023-10-16")
            return new VendorError(400, "anthropic_version: must be 'vertex-2023-10-16'");
        if (!namesModel && body.Member("model") is not null)
            return new VendorError(400, "model: Extra inputs are not permitted");
        if (body.IsTrue("stream") != isStream)
            return new VendorError(400, "stream: says something else than the method");
        return Unknown(headers) ?? base.Violation(body, Version, seal);
    }

    /// <summary>Counting knows no beta at all: https://github.com/anthropics/claude-code/issues/11154 (read 2026-11-23).</summary>
    private VendorError? Unknown(IHeaderDictionary headers)
    {
        var unknown = headers.GetCommaSeparatedValues("anthropic-beta").Where(beta => namesModel || !Betas.Contains(beta)).ToList();
        return unknown.Count == 0 ? null : new VendorError(400, $"Unexpected value(s) `{string.Join("`, `", unknown)}` for the `anthropic-beta` header. "
            + "Please consult our documentation at docs.anthropic.com or try again without the header.");
    }
}
