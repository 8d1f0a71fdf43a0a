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

    public override VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        if (body.Text("anthropic_version") != "vertex-2023-10-16")
            return new VendorError(400, "anthropic_version: must be 'vertex-2023-10-16'");
        if (!namesModel && body.Member("model") is not null)
            return new VendorError(400, "model: Extra inputs are not permitted");
        if (body.IsTrue("stream") != isStream)
            return new VendorError(400, "stream: says something else than the method");
        return base.Violation(body, Version, seal);
    }
}
