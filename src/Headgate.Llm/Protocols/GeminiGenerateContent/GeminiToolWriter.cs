using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Writes a request's tools and which of them is to be called: https://ai.google.dev/gemini-api/docs/function-calling, read 2026-11-22.
/// </summary>
internal sealed class GeminiToolWriter(Utf8JsonWriter json, ToolNames names, LossList losses)
{
    private static readonly JsonPlace ConfigPlace = new("$.toolConfig");

    /// <summary>Writes <c>tools</c> and <c>toolConfig</c> into the open request.</summary>
    public void Write(ChatRequest request)
    {
        ImmutableArray<Tool> tools = [.. request.Tools.Where(IsSendable)];
        if (!tools.IsEmpty)
        {
            json.WriteStartArray("tools"u8);
            WriteFunctions([.. tools.OfType<Tool.Function>()]);
            foreach (Tool.Native native in tools.OfType<Tool.Native>())
            {
                json.WriteRaw(native.Json);
            }

            json.WriteEndArray();
        }

        WriteConfig(request, tools);
    }

    private bool IsSendable(Tool tool)
    {
        if (tool is not Tool.Native { Protocol: not WireProtocol.GeminiGenerateContent })
        {
            return true;
        }

        losses.Add(tool.Place, "a tool of another vendor");
        return false;
    }

    private void WriteFunctions(ImmutableArray<Tool.Function> functions)
    {
        if (functions.IsEmpty)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        foreach (Tool.Function function in functions)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, names.Fit(function.Name));
            if (function.Description is { } description)
            {
                json.WriteString("description"u8, description);
            }

            if (function.Parameters is { } schema)
            {
                json.WriteRaw("parametersJsonSchema"u8, schema);
            }

            if (function.Cache is { } cache)
            {
                losses.Add(cache.Place, "Gemini caches without being asked");
            }

            GeminiProtocol.Extras.Write(json, function.Extras, function.Place, losses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteConfig(ChatRequest request, ImmutableArray<Tool> tools)
    {
        ToolChoice? choice = request.ToolChoice;
        GeminiProtocol.Extras.NameForeign(choice?.Extras ?? [], losses);
        if (tools.IsEmpty && choice is not null)
        {
            losses.Add(choice.Path, "there are no tools to choose from");
            choice = null;
        }

        ReadOnlySpan<byte> mode = ModeOf(choice, IsAnyStrict(tools));
        if (mode.IsEmpty && !GeminiProtocol.Extras.Has(request.Extras, ConfigPlace))
        {
            return;
        }

        json.WriteStartObject("toolConfig"u8);
        if (!mode.IsEmpty)
        {
            WriteCalling(choice, mode);
        }

        GeminiProtocol.Extras.Write(json, request.Extras, ConfigPlace);
        json.WriteEndObject();
    }

    private void WriteCalling(ToolChoice? choice, ReadOnlySpan<byte> mode)
    {
        json.WriteStartObject("functionCallingConfig"u8);
        json.WriteString("mode"u8, mode);
        ImmutableArray<string> allowed = choice?.Name is { } named ? [named] : choice?.Allowed ?? [];
        if (!allowed.IsEmpty)
        {
            json.WriteStartArray("allowedFunctionNames"u8);
            foreach (string name in allowed)
            {
                json.WriteStringValue(names.Fit(name));
            }

            json.WriteEndArray();
        }

        GeminiProtocol.Extras.Write(json, choice?.Extras ?? [], ConfigPlace.Member("functionCallingConfig"));
        json.WriteEndObject();
    }

    // ANY holds arguments to their schemas in any case, AUTO never does; and AUTO takes no list of names.
    private static ReadOnlySpan<byte> ModeOf(ToolChoice? choice, bool isStrict) => choice switch
    {
        { Mode: ToolChoiceMode.None } => "NONE"u8,
        { Mode: ToolChoiceMode.Required or ToolChoiceMode.Named } => "ANY"u8,
        { Allowed: not [] } => "VALIDATED"u8,
        _ when isStrict => "VALIDATED"u8,
        { Mode: ToolChoiceMode.Auto } => "AUTO"u8,
        _ => default,
    };

    private static bool IsAnyStrict(ImmutableArray<Tool> tools) => tools.Any(tool => tool is Tool.Function { Strict: true });
}
