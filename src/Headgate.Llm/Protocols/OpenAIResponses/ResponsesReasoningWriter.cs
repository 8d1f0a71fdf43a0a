using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes how much to think and whether to show it. A budget of tokens becomes the effort it amounts to, and thinking switched off the least
/// effort there is.
/// </summary>
internal static class ResponsesReasoningWriter
{
    private const string DoesNotReason = "the model is not known to reason";

    /// <summary>Writes <c>reasoning</c>. Clients of other protocols are shown a summary unless they do not want it.</summary>
    public static void Write(Reasoning reasoning, ResponsesDraft draft)
    {
        Utf8JsonWriter json = draft.Json;
        json.WriteStartObject("reasoning"u8);
        if (EffortOf(reasoning, draft) is { } effort)
        {
            json.WriteString("effort"u8, effort);
        }

        if (draft.IsOwn ? reasoning.Display is not null : reasoning.Display?.Value is null or ReasoningDisplay.Summarized)
        {
            json.WriteString("summary"u8, "auto"u8);
        }

        ResponsesProtocol.Extras.Write(json, reasoning.Extras, ResponsesPaths.Reasoning);
        json.WriteEndObject();
    }

    /// <summary>Names all that a model which does not reason is not told. Thinking is switched off there already.</summary>
    public static void LoseAll(Reasoning reasoning, LossList losses)
    {
        Lose(reasoning.Mode is { Value: ReasoningMode.Disabled } ? null : reasoning.Mode?.Path, DoesNotReason, losses);
        Lose(reasoning.Effort?.Path, DoesNotReason, losses);
        Lose(reasoning.BudgetTokens?.Path, DoesNotReason, losses);
        Lose(reasoning.Display?.Path, DoesNotReason, losses);
    }

    private static string? EffortOf(Reasoning reasoning, ResponsesDraft draft)
    {
        string model = draft.Target.Model;
        bool isOff = reasoning.Mode is { Value: ReasoningMode.Disabled };
        Lose(reasoning.Mode is { Value: ReasoningMode.BetweenTools } between ? between.Path : null, ResponsesProtocol.NoCounterpart, draft.Losses);
        Lose(isOff ? reasoning.Effort?.Path : null, "thinking is switched off", draft.Losses);
        Lose(reasoning.Effort is not null ? reasoning.BudgetTokens?.Path : null, "the effort says how much to think", draft.Losses);
        if (isOff)
        {
            string? least = ChatModels.LeastEffort(model);
            Lose(least is null ? reasoning.Mode?.Path : null, $"{model} always reasons", draft.Losses);
            return least;
        }

        return reasoning switch
        {
            { Effort: { } given } => draft.IsOwn ? given.Value : ChatModels.NearestEffort(model, given.Value),
            { BudgetTokens: { } budget } => ChatModels.NearestEffort(model, ChatModels.EffortOf(budget.Value)),
            _ => null,
        };
    }

    private static void Lose(string? path, string reason, LossList losses)
    {
        if (path is not null)
        {
            losses.Add(path, reason);
        }
    }
}
