namespace Headgate.Llm.Chat;

/// <summary>The ways to choose a tool.</summary>
public enum ToolChoiceMode
{
    /// <summary>The model may call one.</summary>
    Auto,

    /// <summary>It must not.</summary>
    None,

    /// <summary>It must call one, whichever.</summary>
    Required,

    /// <summary>It must call this one.</summary>
    Named,
}
