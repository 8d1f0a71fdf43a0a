using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Providers;

public sealed class ProviderCatalogTests
{
    [Fact]
    public void Rows_are_in_order_and_distinct() =>
        Assert.Equal(ProviderCatalog.Rows.Select(row => row.Type).Distinct().Order(StringComparer.Ordinal), ProviderCatalog.Rows.Select(row => row.Type));

    [Fact]
    public void Every_row_speaks_something_and_names_its_source()
    {
        foreach (VendorRow row in ProviderCatalog.Rows)
        {
            Assert.NotEmpty(row.Protocols);
            Assert.False(string.IsNullOrEmpty(row.Source));
            Assert.True(row.BaseUrl is null || row.BaseUrl.IsAbsoluteUri);
            Assert.False(row.BaseUrl?.OriginalString.EndsWith('/') ?? false);
        }
    }

    [Fact]
    public void Knows_the_vendors_that_config_names_first()
    {
        VendorRow openai = ProviderCatalog.Find("openai")!;
        Assert.Equal(("OPENAI_API_KEY", AuthScheme.Bearer, true), (openai.KeyVariable, openai.Auth, openai.TakesStreamOptions));
        Assert.Equal(WireProtocol.OpenAIChat, openai.Protocols[0]);

        VendorRow anthropic = ProviderCatalog.Find("anthropic")!;
        Assert.Equal(AuthScheme.XApiKey, anthropic.AuthFor(WireProtocol.AnthropicMessages));

        VendorRow simulator = ProviderCatalog.Find("simulator")!;
        WireProtocol[] ofOthers =
        [
            WireProtocol.VoyageRerank, WireProtocol.CohereEmbed, WireProtocol.BedrockConverse, WireProtocol.Passthrough,
            WireProtocol.GeminiGenerateContent, WireProtocol.GeminiEmbed, WireProtocol.VertexEmbed,
            WireProtocol.GeminiCountTokens, WireProtocol.GeminiEmbedContent,
        ];
        Assert.Equal(Enum.GetValues<WireProtocol>().Except(ofOthers), simulator.Protocols.Order());
        Assert.Null(simulator.KeyVariable);
        Assert.Equal(AuthScheme.Bearer, simulator.AuthFor(WireProtocol.OpenAIChat));
        Assert.Equal(AuthScheme.XApiKey, simulator.AuthFor(WireProtocol.AnthropicMessages));

        Assert.Null(ProviderCatalog.Find("openai-compatible")!.BaseUrl);
        Assert.False(ProviderCatalog.Find("mistral")!.TakesStreamOptions);
        Assert.Null(ProviderCatalog.Find("nobody"));
    }

    [Fact]
    public void Knows_how_vendors_differ_in_chat()
    {
        VendorRow plain = ProviderCatalog.Find("hyperbolic")!;
        Assert.Equal(("max_tokens", "seed", "user"), (plain.MaxTokensField, plain.SeedField, plain.EndUserField));
        Assert.Empty(plain.Refuses);
        Assert.Null(plain.ToolIdLength);
        Assert.False(plain.TakesDeveloperRole || plain.TakesCacheBreakpoints || plain.TakesReasoningEffort || plain.ReplaysReasoning);

        VendorRow openai = ProviderCatalog.Find("openai")!;
        Assert.Equal(("max_completion_tokens", "safety_identifier"), (openai.MaxTokensField, openai.EndUserField));
        Assert.True(openai.TakesDeveloperRole && openai.TakesCacheBreakpoints && !openai.TakesReasoningEffort);

        VendorRow mistral = ProviderCatalog.Find("mistral")!;
        Assert.Equal(("random_seed", 9, "prefix"), (mistral.SeedField, mistral.ToolIdLength, mistral.PrefillMark));
        Assert.False(mistral.Takes("user") || mistral.Takes("messages.name") || plain.Refuses.Contains("user"));
        Assert.True(mistral.Takes("top_p") && mistral.Takes("messages.content") && plain.Takes("anything"));

        Assert.True(ProviderCatalog.Find("deepseek")!.ReplaysReasoning);
    }
}
