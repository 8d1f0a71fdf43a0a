namespace Headgate.Simulator.Behaviours;

/// <summary>A call of an offered tool; the arguments are a JSON object's text.</summary>
internal sealed record ToolCall(string Name, string Arguments)
{
    public int NameTokens => Behaviours.Tokens.Count(Name);

    public int Tokens => NameTokens + Behaviours.Tokens.Count(Arguments);
}
