using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Requests;

/// <summary>The columns that hold JSON. Members are only ever added: a file keeps what an older build wrote.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ImmutableArray<AttemptJson>), TypeInfoPropertyName = "Attempts")]
[JsonSerializable(typeof(Usage))]
[JsonSerializable(typeof(VariantRecord))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>), TypeInfoPropertyName = "Labels")]
[JsonSerializable(typeof(ImmutableArray<string>), TypeInfoPropertyName = "Lines")]
internal sealed partial class RecordJson : JsonSerializerContext;
