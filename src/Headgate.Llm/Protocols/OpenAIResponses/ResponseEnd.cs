using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>How an answer ended.</summary>
internal sealed record ResponseEnd
{
    /// <summary>Why a pause does not arrive.</summary>
    private const string PauseIsLost = "Responses knows no pause: the answer reads as ended";

    /// <summary>Why it is not complete; null when it is.</summary>
    public string? IncompleteReason { get; private init; }

    /// <summary>The stop sequence met; null when none was.</summary>
    public string? StopSequence { get; private init; }

    /// <summary>What was used; null when the vendor did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>Members of the whole answer that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];

    /// <summary>completed or incomplete.</summary>
    public string Status => IncompleteReason is null ? "completed" : "incomplete";

    /// <summary>The end for a reason. A model that refuses in words has completed its answer.</summary>
    public static ResponseEnd Of(FinishReason reason, string? stopSequence, IReadOnlyList<OutputItem> items, LossList losses)
    {
        if (reason == FinishReason.Pause)
        {
            losses.Add("$.stop_reason", PauseIsLost);
        }

        return new ResponseEnd { IncompleteReason = IncompleteReasonOf(reason, items), StopSequence = stopSequence };
    }

    /// <summary>Why an answer that ended for this reason is not complete; null when it is.</summary>
    public static string? IncompleteReasonOf(FinishReason reason, IReadOnlyList<OutputItem> items)
    {
        bool hasRefusal = items.Any(item => item is OutputItem.Message message && message.Texts.Exists(text => text.IsRefusal));
        return reason switch
        {
            FinishReason.Length or FinishReason.ContextWindow => "max_output_tokens",
            FinishReason.ContentFilter when !hasRefusal => "content_filter",
            _ => null,
        };
    }
}
