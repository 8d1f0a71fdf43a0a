namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>What became of a leaf's value on its way.</summary>
/// <param name="Kind">Which of the ways.</param>
/// <param name="Note">Where it arrived, how it is emulated, or why it was lost.</param>
internal sealed record Fate(FateKind Kind, string Note);
