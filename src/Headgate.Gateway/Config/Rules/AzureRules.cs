using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What Azure's providers have to say of themselves.</summary>
internal static class AzureRules
{
    public static void Check(Draft draft, Named<Section> provider)
    {
        Section section = provider.Value;
        if (section.Find(ProviderKeys.Type)?.Value.Type != AzureProvider.Type)
        {
            return;
        }

        bool hasKey = section.Has(ProviderKeys.ApiKey) || section.Has(ProviderKeys.ApiKeys);
        if (section.Has(ProviderKeys.Entra) == hasKey)
        {
            draft.Report.Error(
                hasKey ? section.Place(ProviderKeys.Entra) : provider.At,
                hasKey ? "there is `entra` as well as a key, and a call carries one of them" : "there is neither `api_key` nor `entra`");
        }

        foreach (Written<NativeProtocol> responses in section.Get(ProviderKeys.Protocols)
            .Where(protocol => AzureProvider.OfResponses.Contains(protocol.Value.Protocol) && section.Has(ProviderKeys.ApiVersion)))
        {
            draft.Report.Error(responses.At, $"the classic API has no `{responses.Value.Name}`", "leave out `api_version`: the v1 API has them");
        }
    }
}
