namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>How a model is asked not to think.</summary>
internal enum ThinkingOff
{
    /// <summary>By not asking it to.</summary>
    Unasked,

    /// <summary>It thinks unless told <c>{"type":"disabled"}</c>.</summary>
    Disabled,

    /// <summary><c>{"type":"between_tools"}</c> is the least it can be brought to.</summary>
    BetweenTools,

    /// <summary>It always thinks.</summary>
    Never,
}
