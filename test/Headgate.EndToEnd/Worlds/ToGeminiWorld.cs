namespace Headgate.EndToEnd.Worlds;

/// <summary>Every SDK through the gateway to Gemini.</summary>
public sealed class ToGeminiWorld : TranslatedWorld
{
    public override string OpenAIModel(string behaviour) => Gemini + behaviour;

    public override string ClaudeModel(string behaviour) => Gemini + behaviour;

    public override string GeminiModel(string behaviour) => Gemini + behaviour;
}
