namespace Headgate.Llm.Chat;

/// <summary>Whether a model thinks before it answers.</summary>
public enum ReasoningMode
{
    /// <summary>It does not.</summary>
    Disabled,

    /// <summary>It does, within a budget of tokens.</summary>
    Enabled,

    /// <summary>It does as much as it finds right.</summary>
    Adaptive,

    /// <summary>It thinks between the calls of tools only.</summary>
    BetweenTools,
}
