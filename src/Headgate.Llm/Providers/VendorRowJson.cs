using System.Text.Json.Serialization;

namespace Headgate.Llm.Providers;

/// <summary>Reads the rows without reflection; a key that no row has is a mistake.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VendorRow[]))]
internal sealed partial class VendorRowJson : JsonSerializerContext;
