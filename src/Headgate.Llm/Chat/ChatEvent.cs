using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat;

/// <summary>A piece of a streamed answer, in no vendor's words. What one choice says comes in its order; choices may interleave.</summary>
public abstract record ChatEvent
{
    private ChatEvent()
    {
    }

    /// <summary>The answer begins. Comes once, first.</summary>
    /// <param name="Id">The vendor's id; null when it gave none.</param>
    /// <param name="Model">The model that answers, as the vendor names it; null when it did not say.</param>
    public sealed record Started(string? Id, string? Model) : ChatEvent
    {
        /// <summary>The protocol it came in.</summary>
        public required WireProtocol Protocol { get; init; }

        /// <summary>When the answer was begun; null when the vendor did not say.</summary>
        public DateTimeOffset? Created { get; init; }

        /// <summary>The class of service given, as the vendor names it; null when it did not say.</summary>
        public string? ServiceTier { get; init; }

        /// <summary>Where <see cref="ServiceTier"/> stood; default the member <c>service_tier</c> of the answer.</summary>
        public string ServiceTierPath { get; init; } = "$.service_tier";

        /// <summary>What the input has used, where the vendor says so at the beginning; else null.</summary>
        public Usage? Usage { get; init; }
    }

    /// <summary>Text of the answer.</summary>
    public sealed record TextDelta(int Choice, string Text) : ChatEvent;

    /// <summary>Text of a refusal.</summary>
    public sealed record RefusalDelta(int Choice, string Text) : ChatEvent;

    /// <summary>Thinking, as text; empty when its text is withheld and only a signature follows.</summary>
    public sealed record ReasoningDelta(int Choice, string Text) : ChatEvent;

    /// <summary>The vendor's signature of the thinking before it, whole.</summary>
    /// <param name="Choice">The choice.</param>
    /// <param name="Signature">The signature.</param>
    /// <param name="SignedBy">The protocol of the vendor that signed.</param>
    public sealed record ReasoningSigned(int Choice, string Signature, WireProtocol SignedBy) : ChatEvent
    {
        /// <summary>Where it stood; default the member <c>signature</c> of a part of the content.</summary>
        public JsonPlace Place { get => field == default ? new JsonPlace("$.content[*].signature") : field; init; }
    }

    /// <summary>Thinking that only its vendor can read, whole.</summary>
    /// <param name="Choice">The choice.</param>
    /// <param name="Data">The sealed thinking.</param>
    /// <param name="SignedBy">The protocol of the vendor that can read it.</param>
    public sealed record ReasoningRedacted(int Choice, string Data, WireProtocol SignedBy) : ChatEvent;

    /// <summary>A call of a tool begins.</summary>
    /// <param name="Choice">The choice.</param>
    /// <param name="Call">The call's number within the choice, from 0: tools only are counted.</param>
    /// <param name="Id">The call's id.</param>
    /// <param name="Name">The tool.</param>
    public sealed record ToolCallStarted(int Choice, int Call, string Id, string Name) : ChatEvent
    {
        /// <summary>True when the arguments are any text, for a <see cref="Tool.Freeform"/>.</summary>
        public bool IsFreeform { get; init; }
    }

    /// <summary>A piece of a call's arguments: JSON text, or any for a freeform tool. Pieces of several calls may interleave.</summary>
    public sealed record ArgumentsDelta(int Choice, int Call, string Fragment) : ChatEvent;

    /// <summary>A part (text, thinking, call) is whole. Only protocols that say so give it.</summary>
    public sealed record PartEnded(int Choice) : ChatEvent;

    /// <summary>A choice is whole.</summary>
    /// <param name="Choice">The choice.</param>
    /// <param name="Reason">Why it ended.</param>
    /// <param name="StopSequence">The stop sequence met; null when none was, or the vendor does not say.</param>
    public sealed record Finished(int Choice, FinishReason Reason, string? StopSequence) : ChatEvent;

    /// <summary>What has been used so far, all meters anew.</summary>
    public sealed record UsageReported(Usage Usage) : ChatEvent;

    /// <summary>The answer is whole: the protocol's own mark of its end has passed. Comes once, last.</summary>
    public sealed record Ended : ChatEvent;

    /// <summary>Something came that the hub cannot carry.</summary>
    public sealed record Lost(Loss Loss) : ChatEvent;
}
