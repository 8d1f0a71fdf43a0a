namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Where a model's additional fields have the number of likeliest tokens that are drawn from.</summary>
internal enum TopKPlace
{
    /// <summary>Nowhere that is known.</summary>
    None,

    /// <summary><c>top_k</c>.</summary>
    Top,

    /// <summary><c>inferenceConfig.topK</c>.</summary>
    InferenceConfig,
}
