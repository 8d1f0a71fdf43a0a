using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Headgate.Storage.Ledger;

/// <summary>The columns of the ledger that hold JSON. Members are only ever added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ImmutableArray<LedgerAttemptJson>), TypeInfoPropertyName = "Attempts")]
[JsonSerializable(typeof(ImmutableArray<string>), TypeInfoPropertyName = "Lines")]
internal sealed partial class LedgerJson : JsonSerializerContext;
