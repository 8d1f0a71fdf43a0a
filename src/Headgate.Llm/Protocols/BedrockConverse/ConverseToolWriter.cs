using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// Writes a request's tools and which of them is to be called. Bedrock has no way to forbid calls but to offer no tools, and refuses a history
/// with calls when no tools are offered.
/// </summary>
/// <param name="writer">Where they are written.</param>
/// <param name="names">The request's names of tools.</param>
/// <param name="points">The request's cache points.</param>
/// <param name="losses">Where it is named what Bedrock does not take.</param>
internal sealed class ConverseToolWriter(Utf8JsonWriter writer, ToolNames names, CachePoints points, LossList losses)
{
    private const string AnyArguments = """{"type":"object","properties":{}}""";

    /// <summary>Those tools that Bedrock takes.</summary>
    public static ImmutableArray<Tool> Sendable(ImmutableArray<Tool> tools, LossList losses)
    {
        foreach (Tool.Native tool in tools.OfType<Tool.Native>())
        {
            losses.Add(tool.Place, "a tool of another vendor");
        }

        return tools.RemoveAll(tool => tool is Tool.Native);
    }

    /// <summary>Writes <c>toolConfig</c> into the open request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="conversation">What was said: tools are offered when it has calls, also where the client offers none any more.</param>
    /// <param name="answer">The tool that stands in for a structured answer; null when there is none.</param>
    /// <param name="choice">Which is to be called.</param>
    /// <param name="choiceIsElsewhere">True when the choice is written as an additional field.</param>
    public void Write(ChatRequest request, Conversation conversation, AnswerTool? answer, ToolPlan choice, bool choiceIsElsewhere)
    {
        ImmutableArray<string> called = Called(conversation);
        bool isForbidden = choice.Mode == ToolChoiceMode.None;
        if (isForbidden && !called.IsEmpty)
        {
            losses.Add(request.ToolChoice!.Path, "Bedrock cannot forbid calls once there were some");
        }

        if (called.IsEmpty && (isForbidden || (request.Tools.IsEmpty && answer is null)))
        {
            return;
        }

        writer.WriteStartObject("toolConfig"u8);
        writer.WriteStartArray("tools"u8);
        foreach (Tool.Function function in request.Tools.OfType<Tool.Function>())
        {
            WriteTool(names.Fit(function.Name), function.Description, function.Parameters, function.Strict);
            losses.Add(function.Extras, "Bedrock has no such member");
            points.Write(writer, function.Cache);
        }

        if (answer is not null)
        {
            WriteTool(answer.Name, answer.Description, answer.Schema, isStrict: null);
        }
        else if (request.Tools.IsEmpty)
        {
            foreach (string name in called)
            {
                WriteTool(names.Fit(name), "No longer available.", null, isStrict: null);
            }
        }

        writer.WriteEndArray();
        if (!choiceIsElsewhere)
        {
            WriteChoice(choice);
        }

        writer.WriteEndObject();
    }

    private static ImmutableArray<string> Called(Conversation conversation) =>
        [.. conversation.Messages.SelectMany(message => message.Parts).OfType<ToolCallPart>().Select(call => call.Name).Distinct()];

    private void WriteTool(string name, string? description, ReadOnlyMemory<byte>? schema, bool? isStrict)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("toolSpec"u8);
        writer.WriteString("name"u8, name);
        if (!string.IsNullOrEmpty(description))
        {
            writer.WriteString("description"u8, description);
        }

        writer.WriteStartObject("inputSchema"u8);
        writer.WritePropertyName("json"u8);
        if (schema is { } given)
        {
            writer.WriteRaw(given);
        }
        else
        {
            writer.WriteRawValue(AnyArguments);
        }

        writer.WriteEndObject();
        if (isStrict is { } strict)
        {
            writer.WriteBoolean("strict"u8, strict);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteChoice(ToolPlan choice)
    {
        if (choice.Mode is null or ToolChoiceMode.None)
        {
            return;
        }

        writer.WriteStartObject("toolChoice"u8);
        writer.WriteStartObject(choice.Mode switch
        {
            ToolChoiceMode.Required => "any"u8,
            ToolChoiceMode.Named => "tool"u8,
            _ => "auto"u8,
        });
        if (choice.Name is { } name)
        {
            writer.WriteString("name"u8, names.Fit(name));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
