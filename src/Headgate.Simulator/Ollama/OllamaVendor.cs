using System.Text.Json;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Ollama;

/// <summary>Ollama's manners: no key is needed, and an error is one text. docs/api.md of its repository (read 2026-11-22).</summary>
internal sealed class OllamaVendor : OpenAIVendor
{
    protected override string? Credential(IHeaderDictionary request) => base.Credential(request) ?? "none";

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("error", error.Message);
        json.WriteEndObject();
    }
}
