using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Freeform;

/// <summary>
/// Makes functions of tools that take any text, for vendors that know only functions: the text is the function's only argument, and what it must
/// be like is told in words. From hub to hub, so that no codec has to.
/// </summary>
public static class FreeformLowering
{
    /// <summary>The name of the only argument.</summary>
    internal const string Argument = "input";

    private static readonly byte[] Parameters =
        """{"type":"object","properties":{"input":{"type":"string"}},"required":["input"],"additionalProperties":false}"""u8.ToArray();

    /// <summary>The request as a vendor can take it.</summary>
    /// <param name="request">The client's.</param>
    /// <param name="vendor">The protocol the vendor is asked in.</param>
    /// <param name="losses">What of the tools cannot be told there.</param>
    public static ChatRequest Apply(ChatRequest request, WireProtocol vendor, LossList losses)
    {
        if (vendor == WireProtocol.OpenAIResponses)
        {
            return request;
        }

        NameGroups(request, losses);
        return !(request.Tools.Any(tool => tool is Tool.Freeform) || request.Messages.Any(IsConcerned)) ? request : request with
        {
            Tools = [.. request.Tools.Select(tool => tool is Tool.Freeform freeform ? Lower(freeform) : tool)],
            Messages = [.. request.Messages.Select(Lower)],
        };
    }

    // The tools of a group have its name; what else is said of it has no place.
    private static void NameGroups(ChatRequest request, LossList losses)
    {
        foreach (Tool tool in request.Tools)
        {
            if (tool.Group is { } group)
            {
                losses.Add(group.Extras, "there are no groups of tools");
                if (group.Description is not null)
                {
                    losses.Add(group.Place.Member("description"), "there are no groups of tools");
                }
            }
        }
    }

    private static Tool.Function Lower(Tool.Freeform tool) => new(tool.Name)
    {
        Description = DescriptionOf(tool), Parameters = Parameters, Place = tool.Place, Group = tool.Group, Extras = tool.Extras,
    };

    private static string? DescriptionOf(Tool.Freeform tool)
    {
        if (tool.Format is not { } json || JsonScan.OfObject(json) is not { } format || format.GetString("definition"u8) is not { } definition)
        {
            return tool.Description;
        }

        string rule = $"The {Argument} must fit this grammar ({format.GetString("syntax"u8)}):\n{definition}";
        return tool.Description is { } description ? $"{description}\n\n{rule}" : rule;
    }

    private static bool IsConcerned(Message message) =>
        message.Parts.Any(part => part is ToolCallPart { IsFreeform: true } or ToolResultPart { IsFreeform: true });

    private static Message Lower(Message message) => !IsConcerned(message) ? message : message with
    {
        Parts =
        [
            .. message.Parts.Select(part => part switch
            {
                ToolCallPart { IsFreeform: true } call => call with { IsFreeform = false, Arguments = Wrap(call.Arguments) },
                ToolResultPart result => result with { IsFreeform = false },
                _ => part,
            }),
        ],
    };

    private static ReadOnlyMemory<byte> Wrap(ReadOnlyMemory<byte> text)
    {
        ArrayBufferWriter<byte> output = new(text.Length + 16);
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteString(Argument, text.Span);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }
}
