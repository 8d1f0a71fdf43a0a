namespace Headgate.Llm.Framing;

/// <summary>What an edit does to its member.</summary>
internal enum EditKind
{
    Set,
    SetDefault,
    Remove,
    AskForUsage,
}
