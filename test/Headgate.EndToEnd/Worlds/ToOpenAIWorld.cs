namespace Headgate.EndToEnd.Worlds;

/// <summary>Every SDK through the gateway to OpenAI.</summary>
public sealed class ToOpenAIWorld : TranslatedWorld
{
    public override string OpenAIModel(string behaviour) => OpenAI + behaviour;

    public override string ClaudeModel(string behaviour) => OpenAI + behaviour;

    public override string GeminiModel(string behaviour) => OpenAI + behaviour;
}
