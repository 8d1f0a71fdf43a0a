namespace Headgate.Simulator.Behaviours;

/// <summary>A word's arguments: at most one number and one duration.</summary>
internal sealed class WordArguments
{
    public int Number;
    public TimeSpan Duration;
}
