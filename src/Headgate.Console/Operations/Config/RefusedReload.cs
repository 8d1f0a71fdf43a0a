using System.Collections.Immutable;

namespace Headgate.Console.Operations.Config;

/// <summary>A change of the files that was refused; the config before it keeps serving.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Errors">All its errors.</param>
public sealed record RefusedReload(DateTime Time, ImmutableArray<FindingView> Errors);
