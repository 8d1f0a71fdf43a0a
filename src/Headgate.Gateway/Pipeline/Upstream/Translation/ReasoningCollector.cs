using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// Follows one answer, whole or streamed, and keeps the signed thinking before each call of a tool for the caller's next turn. Follows the first choice
/// only: vendors that sign give no other.
/// </summary>
/// <param name="kept">Where it is kept.</param>
/// <param name="vendor">The protocol of the vendor that signs.</param>
/// <param name="standsIn">
/// True for a client that gives no signature back: those that are kept in its stead are not told it, so that they do not count as lost.
/// </param>
internal sealed class ReasoningCollector(CallerReasoning kept, WireProtocol vendor, bool standsIn)
{
    /// <summary>The most characters collected before a call: longer thinking the memory would not keep.</summary>
    private const int MaxLength = 2 << 20;

    private readonly List<KeptThinking.Thought> _thinking = [];
    private readonly List<ChatEvent> _held = []; // signatures of which it is open whether they will be kept
    private readonly StringBuilder _text = new();
    private long _length;
    private int _said; // characters of text
    private int _thought; // parts before earlier calls

    /// <summary>Follows a whole answer; gives what of it the client is told.</summary>
    public ChatResponse Read(ChatResponse response) =>
        response with { Choices = [.. response.Choices.Select(choice => choice.Index == 0 ? Read(choice) : choice)] };

    /// <summary>Follows a stream's next event; adds what the client is told by now.</summary>
    public void Read(ChatEvent chatEvent, List<ChatEvent> told)
    {
        bool isHeld = false;
        switch (chatEvent)
        {
            case ChatEvent.TextDelta { Choice: 0 } text:
                _said += text.Text.Length;
                break;
            case ChatEvent.ReasoningDelta { Choice: 0 } delta when Fits(delta.Text):
                _text.Append(delta.Text);
                break;
            case ChatEvent.ReasoningSigned { Choice: 0 } signed when signed.SignedBy == vendor:
                Add(_text.ToString(), signed.Signature, null);
                _text.Clear();
                isHeld = standsIn;
                break;
            case ChatEvent.ReasoningRedacted { Choice: 0 } redacted when redacted.SignedBy == vendor:
                Add(null, null, redacted.Data);
                isHeld = standsIn;
                break;
            case ChatEvent.PartEnded { Choice: 0 }:
                _text.Clear();
                break;
            case ChatEvent.ToolCallStarted { Choice: 0 } call:
                Release(Keep(call.Id), told);
                break;
            case ChatEvent.Finished { Choice: 0 } or ChatEvent.Ended:
                Release(areKept: false, told);
                break;
        }

        (isHeld ? _held : told).Add(chatEvent);
    }

    private ChatChoice Read(ChatChoice choice)
    {
        List<ContentPart> told = [];
        int since = 0; // where the parts behind the last call begin
        foreach (ContentPart part in choice.Parts)
        {
            switch (part)
            {
                case TextPart text:
                    _said += text.Text.Length;
                    break;
                case ReasoningPart { SignedBy: { } signer } signed when signer == vendor:
                    Add(signed.Text, signed.Signature, signed.Redacted);
                    break;
                case ToolCallPart call:
                    if (Keep(call.Id) && standsIn)
                    {
                        Unsign(told, since);
                    }

                    since = told.Count + 1;
                    break;
            }

            told.Add(part);
        }

        return choice with { Parts = [.. told] };
    }

    private void Unsign(List<ContentPart> told, int since)
    {
        for (int i = told.Count - 1; i >= since; i--)
        {
            if (told[i] is ReasoningPart { Redacted: not null } redacted && redacted.SignedBy == vendor)
            {
                told.RemoveAt(i);
            }
            else if (told[i] is ReasoningPart signed && signed.SignedBy == vendor)
            {
                told[i] = signed with { Signature = null, SignedBy = null };
            }
        }
    }

    private void Release(bool areKept, List<ChatEvent> told)
    {
        if (!areKept)
        {
            told.AddRange(_held);
        }

        _held.Clear();
    }

    // Made anew: a part of a whole answer has slices of a body that goes back to its pool.
    private void Add(string? text, string? signature, string? redacted)
    {
        if (Fits(signature) && Fits(redacted))
        {
            _thinking.Add(new(new ReasoningPart { Text = text, Signature = signature, Redacted = redacted, SignedBy = vendor }, _said));
        }
    }

    /// <summary>Counts; what is too long is given up as a whole, because no vendor takes a part of it back.</summary>
    private bool Fits(string? piece) => (_length += piece?.Length ?? 0) <= MaxLength;

    private bool Keep(string callId)
    {
        bool isKept = _thinking.Count > 0 && _length <= MaxLength && kept.Keep(callId, new KeptThinking([.. _thinking], _thought));
        _thought += _thinking.Count;
        _thinking.Clear();
        _length = 0;
        return isKept;
    }
}
