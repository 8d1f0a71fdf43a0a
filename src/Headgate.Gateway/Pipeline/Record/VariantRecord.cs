namespace Headgate.Gateway.Pipeline.Record;

/// <summary>What a split dealt to a request, and what came of it.</summary>
/// <param name="Name">The variant that it was dealt.</param>
/// <param name="Probability">How likely that was, above 0 and at most 1: by its inverse a result can be weighed.</param>
/// <param name="Answered">The variant that answered: another one after a fallback; null when none did.</param>
public sealed record VariantRecord(string Name, double Probability, string? Answered);
