using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.OpenAI;

/// <summary>The finish reasons of chat and completions.</summary>
internal static class ChatWords
{
    public static string FinishReason(StopReason stop) => stop switch
    {
        StopReason.ToolCalls => "tool_calls",
        StopReason.TokenLimit => "length",
        _ => "stop",
    };
}
