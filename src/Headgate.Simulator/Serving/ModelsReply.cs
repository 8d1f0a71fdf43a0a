using Headgate.Simulator.Behaviours;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Serving;

/// <summary>Lists the models: the vocabulary's words as examples, and the aliases.</summary>
internal sealed class ModelsReply(Vendor vendor, SimulatorOptions options)
{
    public Task SendAsync(string? model, JsonReply reply)
    {
        if (model is null)
            return reply.SendAsync(StatusCodes.Status200OK, json => vendor.WriteModels(json, Names()));
        return Vocabulary.Parse(options.Aliases.GetValueOrDefault(model, model)) is null
            ? reply.RefuseAsync(vendor.UnknownModel(model))
            : reply.SendAsync(StatusCodes.Status200OK, json => vendor.WriteModel(json, model));
    }

    private List<string> Names() => [.. Vocabulary.Words.Select(word => word.Example), .. options.Aliases.Keys];
}
