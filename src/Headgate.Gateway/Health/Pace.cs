using Headgate.Llm.Chat;

namespace Headgate.Gateway.Health;

/// <summary>
/// How fast a target is, whatever it is asked: the time to the first token is divided by the size of the input, the time after it by the tokens
/// that came. The time of a whole call says little: it is mostly the length of the answer.
/// </summary>
internal sealed class Pace
{
    /// <summary>The input that doubles the time to a first token, in tokens: what is below is mostly the way there and back.</summary>
    private const double InputUnit = 1_000;

    /// <summary>Two targets are compared by how long they take for this many tokens: a first paragraph.</summary>
    private const double ParagraphTokens = 50;

    /// <summary>A reply of fewer tokens says nothing about the time between them.</summary>
    private const long FewestTokens = 8;

    private readonly PeakEwma _firstToken = new(); // seconds, of an empty input
    private readonly PeakEwma _gap = new(); // seconds between two tokens
    private readonly PeakEwma _whole = new(); // seconds for a paragraph, where nothing comes before all has

    /// <summary>The seconds that a first paragraph takes; null when nothing is known.</summary>
    public double? Expected(bool isStream, long inputTokens) =>
        isStream ? (_firstToken.Value * Weight(inputTokens)) + (ParagraphTokens * (_gap.Value ?? 0)) : _whole.Value;

    /// <summary>True when it has to be measured again.</summary>
    public bool IsStale(bool isStream, long now) => (isStream ? _firstToken : _whole).IsStale(now);

    /// <summary>A call has begun.</summary>
    public void Trying(bool isStream, long now) => (isStream ? _firstToken : _whole).Trying(now);

    /// <summary>A stream's first content came, or the wait for it was given up.</summary>
    public void FirstToken(TimeSpan after, long inputTokens, long now) => _firstToken.Add(after.TotalSeconds / Weight(inputTokens), now);

    /// <summary>A stream's first content was no longer waited for, since another's came: it takes at least as long.</summary>
    public void Outrun(TimeSpan after, long inputTokens, long now)
    {
        double least = after.TotalSeconds / Weight(inputTokens);
        if (_firstToken.Value is not { } known || least > known)
        {
            _firstToken.Add(least, now);
        }
    }

    /// <summary>A stream ended, this long after its first content.</summary>
    public void Streamed(TimeSpan after, Usage? usage, long now)
    {
        if (usage?.Output is { } tokens and >= FewestTokens)
        {
            _gap.Add(after.TotalSeconds / (tokens - 1), now);
        }
    }

    /// <summary>A reply came as a whole.</summary>
    public void Whole(TimeSpan after, long inputTokens, Usage? usage, long now)
    {
        double paragraphs = Weight(inputTokens) + ((usage?.Output ?? 0) / ParagraphTokens);
        _whole.Add(after.TotalSeconds / paragraphs, now);
    }

    private static double Weight(long inputTokens) => 1 + (inputTokens / InputUnit);
}
