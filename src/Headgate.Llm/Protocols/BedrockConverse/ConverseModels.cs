using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// The traits of the houses' models, by the house's name in the model's id: <c>us.amazon.nova-lite-v1:0</c>. From
/// https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html and
/// API_runtime_ToolChoice.html, as retold elsewhere on 2026-11-22; not confirmed against the service.
/// </summary>
internal static class ConverseModels
{
    private static readonly ConverseTraits Stranger = new() { Model = ClaudeModels.Find("") };

    private static readonly ConverseTraits Nova =
        Stranger with { TakesForcedChoice = true, TakesCachePoints = true, TakesAudio = true, TopK = TopKPlace.InferenceConfig };

    private static readonly ConverseTraits Mistral = Stranger with { TakesForcedChoice = true, TakesAudio = true, TopK = TopKPlace.Top };

    private static readonly ConverseTraits OpenWeightGpt = Stranger with { TakesReasoningEffort = true };

    /// <summary>The traits of a model; of one behind an ARN that does not name it, nothing is known.</summary>
    public static ConverseTraits Find(string model) => model switch
    {
        _ when Names(model, "claude") => Claude(model),
        _ when Names(model, "amazon.nova") => Nova,
        _ when Names(model, "mistral.") => Mistral,
        _ when Names(model, "openai.gpt-oss") => OpenWeightGpt,
        _ => Stranger,
    };

    private static ConverseTraits Claude(string model)
    {
        ClaudeTraits traits = ClaudeModels.Find(model);
        return new ConverseTraits
        {
            Model = traits, IsClaude = true, TakesForcedChoice = traits.TakesForcedChoice, TakesCachePoints = true,
            TakesCacheTtl = traits.TakesFormat, TopK = TopKPlace.Top,
        };
    }

    private static bool Names(string model, string house) => model.Contains(house, StringComparison.Ordinal);
}
