using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes how much to think, for which chat has one word: <c>reasoning_effort</c>. A budget of tokens becomes the effort it amounts to, and
/// thinking switched off the least effort there is.
/// </summary>
internal static class ChatReasoningEncoder
{
    private const string DoesNotReason = "the model is not known to reason";

    /// <summary>Writes the effort, or names what is lost.</summary>
    public static void Write(ChatDraft draft)
    {
        if (draft.Request.Reasoning is not { } reasoning)
        {
            return;
        }

        bool takesEffort = draft.Vendor.Takes("reasoning_effort")
            && (draft.Vendor.TakesReasoningEffort || ChatModels.TakeEffort(draft.Target.Model));
        if (takesEffort)
        {
            WriteEffort(reasoning, draft);
        }
        else
        {
            LoseAll(reasoning, draft.Losses);
        }

        draft.Losses.Add(reasoning.Extras, ChatProtocol.NoCounterpart);
        if (reasoning.Display is { } display)
        {
            draft.Losses.Add(display.Path, ChatProtocol.NoCounterpart);
        }
    }

    private static void WriteEffort(Reasoning reasoning, ChatDraft draft)
    {
        if (reasoning.Mode is { Value: ReasoningMode.BetweenTools } between)
        {
            draft.Losses.Add(between.Path, ChatProtocol.NoCounterpart);
        }

        string? effort = reasoning switch
        {
            { Mode: { Value: ReasoningMode.Disabled } mode } => Least(mode, draft),
            { Effort: { } given } => draft.IsOwn ? given.Value : ChatModels.NearestEffort(draft.Target.Model, given.Value),
            { BudgetTokens: { } budget } => ChatModels.NearestEffort(draft.Target.Model, ChatModels.EffortOf(budget.Value)),
            _ => null,
        };
        if (effort is not null)
        {
            draft.Json.WriteString("reasoning_effort"u8, EffortScale.Nearest(effort, draft.Vendor.Efforts));
        }

        if (reasoning is { Effort: not null, BudgetTokens: { } overruled })
        {
            draft.Losses.Add(overruled.Path, "the effort says how much to think");
        }

        if (reasoning is { Effort: { } unheard, Mode.Value: ReasoningMode.Disabled })
        {
            draft.Losses.Add(unheard.Path, "thinking is switched off");
        }
    }

    private static string? Least(Given<ReasoningMode> mode, ChatDraft draft)
    {
        string? least = ChatModels.LeastEffort(draft.Target.Model);
        if (least is null)
        {
            draft.Losses.Add(mode.Path, $"{draft.Target.Model} always reasons");
        }

        return least;
    }

    // A model that does not reason has thinking switched off already.
    private static void LoseAll(Reasoning reasoning, LossList losses)
    {
        if (reasoning.Mode is { Value: not ReasoningMode.Disabled } mode)
        {
            losses.Add(mode.Path, DoesNotReason);
        }

        if (reasoning.Effort is { } effort)
        {
            losses.Add(effort.Path, DoesNotReason);
        }

        if (reasoning.BudgetTokens is { } budget)
        {
            losses.Add(budget.Path, DoesNotReason);
        }
    }
}
