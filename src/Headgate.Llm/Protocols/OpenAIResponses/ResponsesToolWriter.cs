using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes tools and the choice among them: to vendors, and in answers, which repeat what was asked.</summary>
/// <param name="json">Where they are written.</param>
/// <param name="losses">What does not arrive.</param>
/// <param name="isOwn">True when they were read from this protocol: then they are written as they stood.</param>
internal sealed class ResponsesToolWriter(Utf8JsonWriter json, LossList losses, bool isOwn)
{
    /// <summary>The name that a tool is written by; default its own.</summary>
    public Func<string, string> NameOf { get; init; } = name => name;

    /// <summary>True when any of them can be written.</summary>
    public static bool HasAny(ImmutableArray<Tool> tools) => tools.Any(IsWritable);

    /// <summary>Writes the tools as an array, and names those that cannot be written.</summary>
    public void WriteAll(ImmutableArray<Tool> tools)
    {
        ToolGroup? open = null;
        json.WriteStartArray();
        foreach (Tool tool in tools)
        {
            if (!IsWritable(tool))
            {
                losses.Add(tool.Place, ResponsesProtocol.NoCounterpart);
                continue;
            }

            if (!ReferenceEquals(open, tool.Group))
            {
                CloseGroup(open);
                open = tool.Group;
                OpenGroup(open);
            }

            Write(tool);
        }

        CloseGroup(open);
        json.WriteEndArray();
    }

    /// <summary>Writes the choice.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="tools">The tools that there are.</param>
    public void WriteChoice(ToolChoice choice, ImmutableArray<Tool> tools)
    {
        JsonPlace place = new(choice.Path);
        ResponsesProtocol.Extras.NameForeign(choice.Extras, losses);
        if (choice.Mode == ToolChoiceMode.Named)
        {
            WriteNamed(choice.Name!, tools, choice.Extras, place);
        }
        else if (!choice.Allowed.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "allowed_tools"u8);
            json.WriteString("mode"u8, WordOf(choice.Mode));
            json.WriteStartArray("tools"u8);
            for (int i = 0; i < choice.Allowed.Length; i++)
            {
                WriteNamed(choice.Allowed[i], tools, choice.Extras, place.Member("tools").Item(i));
            }

            json.WriteEndArray();
            ResponsesProtocol.Extras.Write(json, choice.Extras, place);
            json.WriteEndObject();
        }
        else if (ResponsesProtocol.Extras.Has(choice.Extras, place))
        {
            json.WriteStartObject();
            ResponsesProtocol.Extras.Write(json, choice.Extras, place);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStringValue(WordOf(choice.Mode));
        }
    }

    private static bool IsWritable(Tool tool) => tool is not Tool.Native { Protocol: not WireProtocol.OpenAIResponses };

    private void OpenGroup(ToolGroup? group)
    {
        if (group is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "namespace"u8);
        json.WriteString("name"u8, group.Name);
        if (group.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        ResponsesProtocol.Extras.Write(json, group.Extras, group.Place);
        json.WriteStartArray("tools"u8);
    }

    private void CloseGroup(ToolGroup? group)
    {
        if (group is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private void Write(Tool tool)
    {
        switch (tool)
        {
            case Tool.Function function:
                WriteFunction(function);
                break;
            case Tool.Freeform freeform:
                WriteFreeform(freeform);
                break;
            case Tool.Native native:
                json.WriteRaw(native.Json);
                break;
        }
    }

    // Where a client of another protocol says nothing of strictness it means none; here nothing means strict.
    private void WriteFunction(Tool.Function function)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteString("name"u8, NameWithin(function.Group, function.Name));
        if (function.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        if (function.Parameters is { } parameters)
        {
            json.WriteRaw("parameters"u8, isOwn ? parameters : InputSchema.Listed(parameters));
        }
        else if (!isOwn)
        {
            json.WriteRaw("parameters"u8, """{"type":"object","properties":{}}"""u8.ToArray());
        }

        if ((function.Strict ?? (isOwn ? null : (bool?)false)) is { } strict)
        {
            bool isHeld = isOwn || !strict || SchemaDialect.OpenAI.Holds(function.Parameters, function.StrictPlace.ToString(), losses);
            json.WriteBoolean("strict"u8, strict && isHeld);
        }

        WriteExtras(function.Extras, function.Place);
        json.WriteEndObject();
        if (function.Cache is { } marker)
        {
            losses.Add(marker.Place, "Responses marks parts of messages only");
        }
    }

    private void WriteFreeform(Tool.Freeform freeform)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "custom"u8);
        json.WriteString("name"u8, NameWithin(freeform.Group, freeform.Name));
        if (freeform.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        if (freeform.Format is { } format)
        {
            json.WriteRaw("format"u8, format);
        }

        WriteExtras(freeform.Extras, freeform.Place);
        json.WriteEndObject();
    }

    private void WriteNamed(string name, ImmutableArray<Tool> tools, ImmutableArray<Extra> extras, JsonPlace place)
    {
        Tool? tool = ToolNaming.Find(tools, name);
        json.WriteStartObject();
        json.WriteString("type"u8, tool is Tool.Freeform ? "custom"u8 : "function"u8);
        json.WriteString("name"u8, NameWithin(tool?.Group, name));
        if (tool?.Group is { } group)
        {
            json.WriteString("namespace"u8, group.Name);
        }

        ResponsesProtocol.Extras.Write(json, extras, place);
        json.WriteEndObject();
    }

    private string NameWithin(ToolGroup? group, string name) => group is null ? NameOf(name) : group.NameWithin(name);

    private void WriteExtras(ImmutableArray<Extra> extras, JsonPlace place)
    {
        ResponsesProtocol.Extras.NameForeign(extras, losses);
        ResponsesProtocol.Extras.Write(json, extras, place);
    }

    private static ReadOnlySpan<byte> WordOf(ToolChoiceMode mode) => mode switch
    {
        ToolChoiceMode.None => "none"u8,
        ToolChoiceMode.Required => "required"u8,
        _ => "auto"u8,
    };
}
