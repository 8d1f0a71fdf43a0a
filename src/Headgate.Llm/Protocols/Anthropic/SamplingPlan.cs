using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Anthropic;

/// <summary>How the answer's tokens are drawn, as far as the model takes it. The rest is named as lost.</summary>
/// <param name="Temperature">0 to 1; null = not written.</param>
/// <param name="TopP">0 to 1; null = not written.</param>
/// <param name="TopK">Tokens; null = not written.</param>
internal readonly record struct SamplingPlan(double? Temperature, double? TopP, long? TopK)
{
    private const double MostTemperature = 1;
    private const double LeastTopPWithThinking = 0.95;

    /// <summary>What the client of Anthropic's own protocol said.</summary>
    public static SamplingPlan AsWritten(ChatRequest request) => new(request.Temperature?.Value, request.TopP?.Value, request.TopK?.Value);

    /// <summary>What comes nearest to the wish of another protocol's client.</summary>
    public static SamplingPlan For(ChatRequest request, ClaudeTraits traits, ThinkingPlan thinking, LossList losses) =>
        traits.TakesSampling ? Fitted(request, traits, thinking, losses) : Refused(request, losses);

    /// <summary>Names what neither Anthropic nor those who host others' models by one protocol have.</summary>
    public static void NameUnknown(ChatRequest request, LossList losses)
    {
        const string Reason = "the vendor has no such setting";
        Keep(request.Seed, Reason, losses);
        Keep(request.FrequencyPenalty, Reason, losses);
        Keep(request.PresencePenalty, Reason, losses);
        Keep(request.LogProbabilities, Reason, losses);
        Keep(request.TopLogProbabilities, Reason, losses);
        Keep(request.Choices, request.Choices is { Value: 1 } ? null : Reason, losses);
    }

    private static SamplingPlan Fitted(ChatRequest request, ClaudeTraits traits, ThinkingPlan thinking, LossList losses)
    {
        string? thought = thinking.IsThinking ? "goes with no thinking" : null;
        double? temperature = Keep(request.Temperature, request.Temperature is { Value: MostTemperature } ? null : thought, losses);
        if (temperature > MostTemperature)
        {
            losses.Add(request.Temperature!.Value.Path, "the vendor's temperature ends at 1");
            temperature = MostTemperature;
        }

        string? paired = request.Temperature is not null && !traits.TakesTemperatureWithTopP ? "this model takes temperature or top_p, not both" : null;
        double? topP = Keep(request.TopP, request.TopP is { Value: >= LeastTopPWithThinking } ? paired : paired ?? thought, losses);
        return new SamplingPlan(temperature, topP, Keep(request.TopK, thought, losses));
    }

    // 1 is what these models do anyway, and many clients send it unasked.
    private static SamplingPlan Refused(ChatRequest request, LossList losses)
    {
        const string Reason = "this model refuses sampling parameters";
        Keep(request.Temperature, request.Temperature is { Value: 1 } ? null : Reason, losses);
        Keep(request.TopP, request.TopP is { Value: 1 } ? null : Reason, losses);
        Keep(request.TopK, Reason, losses);
        return default;
    }

    // A value without a reason against it.
    private static T? Keep<T>(Given<T>? given, string? reason, LossList losses)
        where T : struct
    {
        if (given is { } lost && reason is not null)
        {
            losses.Add(lost.Path, reason);
            return null;
        }

        return given?.Value;
    }
}
