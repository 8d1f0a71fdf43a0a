using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Finds a request's tools by the hub's names.</summary>
internal static class ToolNaming
{
    /// <summary>The tool of the application's with this name; null when there is none.</summary>
    public static Tool? Find(ImmutableArray<Tool> tools, string name)
    {
        foreach (Tool tool in tools)
        {
            if ((tool is Tool.Function function && function.Name == name) || (tool is Tool.Freeform freeform && freeform.Name == name))
            {
                return tool;
            }
        }

        return null;
    }
}
