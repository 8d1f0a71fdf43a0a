namespace Headgate.Llm.Chat;

/// <summary>Who speaks.</summary>
public enum Role
{
    /// <summary>The application, above everybody.</summary>
    System,

    /// <summary>OpenAI's newer name for the application; other protocols know only <see cref="System"/>.</summary>
    Developer,

    /// <summary>The user. In Anthropic's protocol the results of tools are in its messages too.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>A tool: its message holds one <see cref="Parts.ToolResultPart"/>.</summary>
    Tool,
}
