using System.Text.Json.Serialization;

namespace Headgate.Simulator.Vendors;

/// <summary>Reads the sheets without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(VendorSheet[]))]
internal sealed partial class VendorSheetJson : JsonSerializerContext;
