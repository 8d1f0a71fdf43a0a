using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Clouds;

/// <summary>A cloud that hosts another maker's models: what is not its own is the maker's.</summary>
internal abstract class DelegatingVendor(Vendor maker) : Vendor
{
    public override void Stamp(IHeaderDictionary response, string requestId, DateTimeOffset now) => maker.Stamp(response, requestId, now);

    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId) => maker.WriteError(json, error, requestId);

    public override VendorError Explain(Failure failure) => maker.Explain(failure);

    public override VendorError UnknownModel(string model) => maker.UnknownModel(model);

    public override void WriteModel(Utf8JsonWriter json, string model) => maker.WriteModel(json, model);

    public override void WriteModels(Utf8JsonWriter json, IReadOnlyList<string> models) => maker.WriteModels(json, models);
}
