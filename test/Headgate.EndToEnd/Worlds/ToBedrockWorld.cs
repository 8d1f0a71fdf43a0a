namespace Headgate.EndToEnd.Worlds;

/// <summary>Every SDK through the gateway to Bedrock.</summary>
public sealed class ToBedrockWorld : TranslatedWorld
{
    public override string Name => "bedrock";

    public override string OpenAIModel(string behaviour) => Bedrock + behaviour;

    public override string ClaudeModel(string behaviour) => Bedrock + behaviour;

    public override string GeminiModel(string behaviour) => Bedrock + behaviour;
}
