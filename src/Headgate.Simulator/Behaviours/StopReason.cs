namespace Headgate.Simulator.Behaviours;

/// <summary>Why an answer ended.</summary>
internal enum StopReason
{
    End,
    ToolCalls,
    TokenLimit,
    StopSequence,

    /// <summary>A filter stopped the prompt: nothing was said.</summary>
    Filtered,
}
