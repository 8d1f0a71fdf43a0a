using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes <c>tools</c>, and the choice among them, which the vendor takes only with tools.</summary>
internal sealed class ChatToolEncoder(ChatDraft draft)
{
    private const string NoTools = "there are no tools to choose from";

    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Writes the tools and all that is said about them.</summary>
    public void Write()
    {
        bool hasTools = WriteTools();
        WriteChoice(hasTools);
        if (draft.Request.ParallelToolCalls is not { } parallel)
        {
            return;
        }

        if (!hasTools)
        {
            draft.Losses.Add(parallel.Path, NoTools);
        }
        else if (draft.Takes("parallel_tool_calls", parallel.Path))
        {
            Json.WriteBoolean("parallel_tool_calls"u8, parallel.Value);
        }
    }

    private bool WriteTools()
    {
        bool hasTools = false;
        foreach (Tool tool in draft.Request.Tools)
        {
            if (tool is Tool.Native native && native.Protocol != WireProtocol.OpenAIChat)
            {
                draft.Losses.Add(tool.Place, ChatProtocol.NoCounterpart);
                continue;
            }

            if (!draft.Takes("tools", tool.Place.ToString()))
            {
                continue;
            }

            if (!hasTools)
            {
                Json.WriteStartArray("tools"u8);
                hasTools = true;
            }

            Write(tool);
        }

        if (hasTools)
        {
            Json.WriteEndArray();
        }

        return hasTools;
    }

    private void Write(Tool tool)
    {
        if (tool is not Tool.Function function)
        {
            Json.WriteRaw(((Tool.Native)tool).Json);
            return;
        }

        Json.WriteStartObject();
        Json.WriteString("type"u8, "function"u8);
        Json.WriteStartObject("function"u8);
        Json.WriteString("name"u8, draft.Names.Fit(function.Name));
        if (function.Description is { } description)
        {
            Json.WriteString("description"u8, description);
        }

        if (function.Parameters is { } parameters)
        {
            Json.WriteRaw("parameters"u8, draft.IsOwn ? parameters : InputSchema.Listed(parameters));
        }

        if (function.Strict is { } strict)
        {
            Json.WriteBoolean("strict"u8, strict && draft.IsHeld(function.Parameters, function.StrictPlace.ToString()));
        }

        draft.WriteExtras(function.Extras, tool.Place.Member("function"));
        Json.WriteEndObject();
        draft.WriteExtras(function.Extras, tool.Place);
        Json.WriteEndObject();
        if (function.Cache is { } marker)
        {
            draft.Losses.Add(marker.Place, "chat completions marks parts of messages only");
        }
    }

    private void WriteChoice(bool hasTools)
    {
        if (draft.Request.ToolChoice is not { } choice)
        {
            return;
        }

        bool isOther = choice is { Mode: ToolChoiceMode.Auto, Allowed: [] } && ChatProtocol.Extras.Has(choice.Extras, new JsonPlace(choice.Path));
        if (!hasTools || (choice.Mode == ToolChoiceMode.Named && !IsWritten(choice.Name)))
        {
            // Without tools none is called, which is all that these two modes could ask for.
            if (isOther || choice.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named)
            {
                draft.Losses.Add(choice.Path, NoTools);
            }
        }
        else if (isOther)
        {
            Json.WriteStartObject("tool_choice"u8);
            draft.WriteExtras(choice.Extras, new JsonPlace(choice.Path));
            Json.WriteEndObject();
        }
        else
        {
            Json.WritePropertyName("tool_choice"u8);
            WriteChoice(choice, new JsonPlace(choice.Path));
            ChatProtocol.Extras.NameForeign(choice.Extras, draft.Losses);
        }
    }

    private void WriteChoice(ToolChoice choice, JsonPlace place)
    {
        if (choice.Mode == ToolChoiceMode.Named)
        {
            WriteNamed(choice.Name!, choice, place);
        }
        else if (choice.Allowed.IsEmpty)
        {
            Json.WriteStringValue(WordOf(choice.Mode));
        }
        else
        {
            Json.WriteStartObject();
            Json.WriteString("type"u8, "allowed_tools"u8);
            Json.WriteStartObject("allowed_tools"u8);
            Json.WriteString("mode"u8, WordOf(choice.Mode));
            Json.WriteStartArray("tools"u8);
            JsonPlace allowed = place.Member("allowed_tools");
            JsonPlace tools = allowed.Member("tools");
            for (int i = 0; i < choice.Allowed.Length; i++)
            {
                WriteNamed(choice.Allowed[i], choice, tools.Item(i));
            }

            Json.WriteEndArray();
            draft.WriteExtras(choice.Extras, allowed);
            Json.WriteEndObject();
            draft.WriteExtras(choice.Extras, place);
            Json.WriteEndObject();
        }
    }

    private void WriteNamed(string name, ToolChoice choice, JsonPlace place)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, "function"u8);
        Json.WriteStartObject("function"u8);
        Json.WriteString("name"u8, draft.Names.Fit(name));
        draft.WriteExtras(choice.Extras, place.Member("function"));
        Json.WriteEndObject();
        draft.WriteExtras(choice.Extras, place);
        Json.WriteEndObject();
    }

    private bool IsWritten(string? name)
    {
        foreach (Tool tool in draft.Request.Tools)
        {
            if (tool is Tool.Function function && function.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> WordOf(ToolChoiceMode mode) => mode switch
    {
        ToolChoiceMode.None => "none"u8,
        ToolChoiceMode.Required => "required"u8,
        _ => "auto"u8,
    };
}
