using System.Text.Json;

namespace Headgate.Console.Operations;

/// <summary>The names of enum values as config, API and messages write them.</summary>
internal static class SnakeCase
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
