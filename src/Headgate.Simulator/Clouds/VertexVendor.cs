using System.Text.Json;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>
/// Vertex's manners: a token that was issued here; what Google refuses itself has Google's shape, what the model refuses the maker's.
/// https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/use-claude (read 2026-11-22).
/// </summary>
/// <param name="mint">Where its tokens come from.</param>
/// <param name="maker">Whose the model is.</param>
internal sealed class VertexVendor(Mint mint, Vendor maker) : DelegatingVendor(maker)
{
    public const string Audience = "vertex";

    protected override string? Credential(IHeaderDictionary request) =>
        Bearer(request) is { } token && mint.IsGood(Audience, token) ? token : null;

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        if (error.Status is not (401 or 404 or 405))
        {
            base.WriteError(json, error, requestId);
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", error.Status);
        json.WriteString("message", error.Message);
        json.WriteString("status", error.Status == 401 ? "UNAUTHENTICATED" : "NOT_FOUND");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
