using Headgate.Llm.Chat;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// Where a second vendor's answer is joined to what a first has told: it has no beginning of its own, repeats nothing, and its usage comes on top of
/// what was used before.
/// </summary>
/// <param name="told">What the client was told.</param>
/// <param name="before">What was used for it; null when nobody knows.</param>
/// <param name="mayEcho">True when the vendor may say all that it was given once more.</param>
internal sealed class AnswerSeam(string told, Usage? before, bool mayEcho)
{
    private readonly string _given = Given(told);
    private readonly string _blank = told[Given(told).Length..];
    private int _echoed;
    private int _skipped;
    private bool _hasBegun;

    /// <summary>What a vendor is given of what was told: no blank at the end, which some refuse, and after which all go on worse.</summary>
    public static string Given(string told) => told.TrimEnd();

    /// <summary>Adds what an event adds to the answer; false when it cannot follow what was told.</summary>
    public bool TryJoin(ChatEvent next, List<ChatEvent> joined)
    {
        switch (next)
        {
            case ChatEvent.Started:
            case ChatEvent.PartEnded when !_hasBegun:
            case ChatEvent.ReasoningDelta { Text: "" }:
                return true;
            case ChatEvent.ReasoningDelta or ChatEvent.ReasoningSigned or ChatEvent.ReasoningRedacted or ChatEvent.RefusalDelta:
                return false;
            case ChatEvent.TextDelta { Choice: 0 } text:
                AddText(text, joined);
                return true;
            case ChatEvent.UsageReported reported:
                joined.Add(new ChatEvent.UsageReported(Usage.Of(before, reported.Usage)!));
                return true;
            default:
                EndEcho(joined);
                _hasBegun = true;
                joined.Add(next);
                return true;
        }
    }

    private void AddText(ChatEvent.TextDelta text, List<ChatEvent> joined)
    {
        ReadOnlySpan<char> rest = text.Text;
        if (mayEcho && !_hasBegun && _echoed < _given.Length)
        {
            int same = rest.CommonPrefixLength(_given.AsSpan(_echoed));
            bool isEcho = same == rest.Length || _echoed + same == _given.Length;
            if (!isEcho)
            {
                EndEcho(joined);
            }
            else
            {
                _echoed += same;
                rest = rest[same..];
                if (rest.IsEmpty)
                {
                    return;
                }
            }
        }

        if (!_hasBegun)
        {
            int blank = rest.CommonPrefixLength(_blank.AsSpan(_skipped));
            _skipped += blank;
            rest = rest[blank..];
            _hasBegun = !rest.IsEmpty;
        }

        if (!rest.IsEmpty)
        {
            joined.Add(text with { Text = rest.ToString() });
        }
    }

    // It began like an echo, and was none.
    private void EndEcho(List<ChatEvent> joined)
    {
        if (_echoed > 0 && _echoed < _given.Length)
        {
            joined.Add(new ChatEvent.TextDelta(0, _given[.._echoed]));
            _hasBegun = true;
        }

        _echoed = _given.Length;
    }
}
