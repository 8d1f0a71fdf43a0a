namespace Headgate.Simulator.Behaviours;

/// <summary>A call of an offered tool; the arguments are a JSON object's text, or any text for a tool that takes it.</summary>
internal sealed record ToolCall(string Name, string Arguments)
{
    public bool IsFreeform { get; init; }

    public int NameTokens => Behaviours.Tokens.Count(Name);

    public int Tokens => NameTokens + Behaviours.Tokens.Count(Arguments);
}
