namespace Headgate.EndToEnd.Worlds;

/// <summary>OpenAI's SDKs through the gateway to Anthropic, and all others to vendors that are not theirs either.</summary>
public sealed class CrosswiseWorld : TranslatedWorld
{
    public override string OpenAIModel(string behaviour) => Claude + behaviour;

    public override string ClaudeModel(string behaviour) => OpenAI + behaviour;

    public override string GeminiModel(string behaviour) => Claude + behaviour;
}
