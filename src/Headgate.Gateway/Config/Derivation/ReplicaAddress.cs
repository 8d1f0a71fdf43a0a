using System.Collections.Immutable;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>Where a replica is called, and where it says how it stands.</summary>
internal static class ReplicaAddress
{
    private const string UsualPath = "/v1";
    private const string UsualMetrics = "/metrics";

    /// <summary>The engines that say how they stand.</summary>
    private static readonly ImmutableArray<string> Telling = ["vllm", "sglang", "tgi", "llama-cpp"];

    /// <summary>The base URL: what is written; where that has no path, with the path at which the vendor's servers usually are.</summary>
    public static Uri Of(Uri written, VendorRow row) =>
        new((written.AbsolutePath == "/" ? new Uri(written, row.BaseUrl?.AbsolutePath ?? UsualPath) : written).AbsoluteUri.TrimEnd('/'));

    /// <summary>The page of metrics; null when there is none.</summary>
    public static Uri? Metrics(Uri baseUrl, Section provider, VendorRow row)
    {
        string path = provider.Find(ProviderKeys.Metrics)?.Value ?? (Telling.Contains(row.Type) ? UsualMetrics : "");
        return path.Length == 0 ? null : new Uri(baseUrl, path);
    }
}
