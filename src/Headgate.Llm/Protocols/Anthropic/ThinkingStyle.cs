namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>How a model is asked to think.</summary>
internal enum ThinkingStyle
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary><c>{"type":"enabled","budget_tokens":N}</c>.</summary>
    Budget,

    /// <summary><c>{"type":"adaptive"}</c> and <c>output_config.effort</c>.</summary>
    Adaptive,
}
