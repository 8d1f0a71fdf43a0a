using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>Notes what splits deal on the way to a plan's first target.</summary>
internal struct Deal
{
    private readonly ImmutableArray<KeyValuePair<Target, string>>.Builder _variants;
    private string? _variant;
    private double _probability = 1;

    public Deal() => _variants = ImmutableArray.CreateBuilder<KeyValuePair<Target, string>>();

    /// <summary>What was dealt; null when there was no split.</summary>
    public readonly Assignment? Assignment => _variant is null ? null : new Assignment(_variant, _probability, _variants.DrainToImmutable());

    /// <summary>A variant was drawn for the request.</summary>
    public void Draw(string variant, double probability) => (_variant, _probability) = (Join(_variant, variant), _probability * probability);

    /// <summary>A planned target belongs to a variant.</summary>
    public readonly void Belongs(Target target, string variant) => _variants.Add(KeyValuePair.Create(target, variant));

    /// <summary>A variant within a variant.</summary>
    public static string Join(string? outer, string inner) => outer is null ? inner : $"{outer}/{inner}";
}
