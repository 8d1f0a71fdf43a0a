using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>Writes <c>tools</c>. Among them the model chooses by itself: who wants none called gives it none.</summary>
internal sealed class OllamaToolEncoder(Utf8JsonWriter json, ToolNames names, LossList losses)
{
    private static readonly byte[] AnyObject = """{"type":"object","properties":{}}"""u8.ToArray();

    /// <summary>Writes the tools and names what is lost of the choice.</summary>
    public void Write(ChatRequest request)
    {
        bool isForbidden = request.ToolChoice?.Mode == ToolChoiceMode.None;
        bool hasTools = false;
        foreach (Tool tool in request.Tools)
        {
            if (tool is not Tool.Function function || isForbidden)
            {
                losses.Add(tool.Place, isForbidden ? "no tool is to be called" : OllamaRequestEncoder.NoCounterpart);
                continue;
            }

            if (!hasTools)
            {
                json.WriteStartArray("tools"u8);
                hasTools = true;
            }

            Write(function);
        }

        if (hasTools)
        {
            json.WriteEndArray();
        }

        NameLosses(request);
    }

    private void Write(Tool.Function tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, names.Fit(tool.Name));
        if (tool.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WriteRaw("parameters"u8, tool.Parameters ?? AnyObject);
        json.WriteEndObject();
        json.WriteEndObject();
        losses.Add(tool.Extras, OllamaRequestEncoder.NoCounterpart);
        if (tool.Cache is { } marker)
        {
            losses.Add(marker.Place, OllamaRequestEncoder.NoCounterpart);
        }

        if (tool.Strict == true)
        {
            losses.Add(tool.StrictPlace, "Ollama does not hold arguments to the schema (strict)");
        }
    }

    private void NameLosses(ChatRequest request)
    {
        if (request.ToolChoice is { } choice)
        {
            losses.Add(choice.Extras, OllamaRequestEncoder.NoCounterpart);
            if (choice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named || !choice.Allowed.IsEmpty)
            {
                losses.Add(choice.Path, "Ollama lets the model choose");
            }
        }

        if (request.ParallelToolCalls is { } parallel)
        {
            losses.Add(parallel.Path, OllamaRequestEncoder.NoCounterpart);
        }
    }
}
