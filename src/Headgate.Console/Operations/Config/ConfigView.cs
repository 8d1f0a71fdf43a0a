using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Console.Operations.Config;

/// <summary>The config in force.</summary>
/// <param name="Hash">16 hex digits: equal on replicas that run the same.</param>
/// <param name="Effective">The config with all defaults, in the shape of the file, each secret hidden.</param>
/// <param name="Warnings">What is odd about it.</param>
/// <param name="Refused">The last change that was refused; null when the files as they stand are in force.</param>
public sealed record ConfigView(string Hash, JsonElement Effective, ImmutableArray<FindingView> Warnings, RefusedReload? Refused);
