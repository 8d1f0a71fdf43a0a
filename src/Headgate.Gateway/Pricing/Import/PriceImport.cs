using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>What another list of prices says, to be written as a price file.</summary>
/// <param name="Models">The models of vendors that Headgate knows, by vendor and name.</param>
/// <param name="Unknown">The vendors that it does not know, in order: their models are left out.</param>
public sealed record PriceImport(ImmutableArray<ModelPrices> Models, ImmutableArray<string> Unknown)
{
    /// <summary>Reads a list of genai-prices, LiteLLM or models.dev; null when it is none of them.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static PriceImport? Read(ReadOnlyMemory<byte> text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement file = document.RootElement;
        return GenaiPrices.Is(file) ? Of(GenaiPrices.Read(file))
            : LiteLlmPrices.Is(file) ? Of(LiteLlmPrices.Read(file))
            : ModelsDevPrices.Is(file) ? Of(ModelsDevPrices.Read(file))
            : null;
    }

    /// <summary>Writes it as a price file (docs/prices.md).</summary>
    public void Write(Stream output)
    {
        using Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        foreach (IGrouping<string, ModelPrices> vendor in Models.GroupBy(model => model.Vendor))
        {
            json.WriteStartObject(vendor.Key);
            json.WriteStartArray("models");
            foreach (ModelPrices model in vendor)
            {
                PriceFileWriter.Write(json, model);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static PriceImport Of(IEnumerable<(string Vendor, ModelPrices Model)> listed)
    {
        (string Vendor, ModelPrices Model)[] all = [.. listed.Where(each => each.Model.Steps.Any(step => step.Prices.Written.Any()))];
        return new PriceImport(
            [
                .. from each in all
                   let vendor = ImportedVendors.Find(each.Vendor)
                   where vendor is not null
                   group each.Model by (Vendor: vendor, each.Model.Model) into same
                   orderby same.Key.Vendor, same.Key.Model
                   select same.First().Of(same.Key.Vendor),
            ],
            [.. all.Select(each => each.Vendor).Distinct().Where(vendor => ImportedVendors.Find(vendor) is null).Order(StringComparer.Ordinal)]);
    }
}
