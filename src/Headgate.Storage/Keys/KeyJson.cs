using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Headgate.Storage.Keys;

/// <summary>The columns that hold JSON.</summary>
[JsonSerializable(typeof(ImmutableArray<string>), TypeInfoPropertyName = "Names")]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, string>), TypeInfoPropertyName = "Labels")]
[JsonSerializable(typeof(EndUsersJson))]
internal sealed partial class KeyJson : JsonSerializerContext;
