using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Console.Operations.Requests;

/// <summary>What a split dealt to a request.</summary>
/// <param name="Name">The variant that it was dealt.</param>
/// <param name="Probability">How likely that was, above 0 and at most 1.</param>
/// <param name="Answered">The variant that answered: another one after a fallback; null when none did.</param>
public sealed record VariantView(string Name, double Probability, string? Answered)
{
    internal static VariantView Of(VariantRecord variant) => new(variant.Name, variant.Probability, variant.Answered);
}
