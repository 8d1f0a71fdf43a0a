using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Rules;

/// <summary>A provider's servers, where it has several.</summary>
internal static class ReplicaRules
{
    /// <summary>Each is looked at for each request.</summary>
    private const int Most = 256;

    private static readonly ImmutableArray<string> Clouds = [AzureProvider.Type, BedrockRules.Type, VertexProvider.Type];

    public static void Check(Draft draft, Section provider)
    {
        if (provider.Find(ProviderKeys.Replicas) is not { } replicas)
        {
            if (provider.Has(ProviderKeys.Metrics))
            {
                draft.Report.Error(provider.Place(ProviderKeys.Metrics), "`metrics` are read of `replicas`, and there are none");
            }

            return;
        }

        if (provider.Find(ProviderKeys.Type)?.Value is not { } row)
        {
            return;
        }

        if (Clouds.Contains(row.Type))
        {
            draft.Report.Error(replicas.At, $"`replicas` means nothing to `{row.Type}`");
        }

        if (provider.Has(ProviderKeys.BaseUrl))
        {
            draft.Report.Error(replicas.At, "there is `base_url` as well as `replicas`", "write all addresses in `replicas`");
        }

        if (replicas.Value.Length is 0 or > Most)
        {
            draft.Report.Error(replicas.At, replicas.Value.IsEmpty ? "the list of replicas is empty" : $"there are more than {Most} replicas");
        }

        var seen = new HashSet<Uri>();
        foreach (Written<Uri> replica in replicas.Value)
        {
            if (!seen.Add(ReplicaAddress.Of(replica.Value, row)))
            {
                draft.Report.Error(replica.At, "this replica is written twice");
            }
        }
    }
}
