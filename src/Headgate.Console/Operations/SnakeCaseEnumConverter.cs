using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headgate.Console.Operations;

/// <summary>Writes enum values in snake case.</summary>
internal sealed class SnakeCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
