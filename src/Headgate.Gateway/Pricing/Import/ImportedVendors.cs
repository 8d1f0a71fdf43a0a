using System.Collections.Frozen;
using System.Collections.Immutable;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pricing.Import;

/// <summary>What other lists call the vendors.</summary>
internal static class ImportedVendors
{
    private static readonly FrozenDictionary<string, string> Ours = new Dictionary<string, string>
    {
        ["amazon-bedrock"] = "bedrock", ["aws"] = "bedrock", ["bedrock_converse"] = "bedrock",
        ["azure"] = "azure-openai", ["azure_ai"] = "azure-openai",
        ["cohere_chat"] = "cohere", ["text-completion-openai"] = "openai",
        ["fireworks-ai"] = "fireworks", ["fireworks_ai"] = "fireworks", ["fireworks_ai-embedding-models"] = "fireworks",
        ["google"] = "gemini", ["google-vertex"] = "vertex", ["google-vertex-anthropic"] = "vertex",
        ["vertex_ai"] = "vertex", ["vertex_ai-language-models"] = "vertex", ["vertex_ai-anthropic_models"] = "vertex",
        ["vertex_ai-embedding-models"] = "vertex", ["vertex_ai-chat-models"] = "vertex",
        ["moonshotai"] = "moonshot", ["novita-ai"] = "novita",
        ["together_ai"] = "together", ["togetherai"] = "together",
        ["voyageai"] = "voyage", ["x-ai"] = "xai", ["zhipuai"] = "zhipu",
    }.ToFrozenDictionary();

    /// <summary>A vendor of this catalogue or a provider's type; null when Headgate knows none by that name.</summary>
    public static string? Find(string name)
    {
        string ours = Ours.GetValueOrDefault(name, name);
        return ModelCatalog.Vendors.Contains(ours) || ProviderCatalog.Find(ours) is not null ? ours : null;
    }
}
