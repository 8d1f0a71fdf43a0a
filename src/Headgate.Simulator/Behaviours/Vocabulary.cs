namespace Headgate.Simulator.Behaviours;

/// <summary>The language of model names: words joined by "-", each changing one thing; <c>slow-2s-tools</c> is two of them.</summary>
internal static class Vocabulary
{
    private const int EventsBeyondTheFault = 20;
    private const int TokensToShowAPace = 40;

    public static readonly IReadOnlyList<BehaviourWord> Words =
    [
        new("echo", "answers with the last user text", (b, _) => b with { Answer = AnswerKind.Echo }),
        new("lorem-500", "answers with this many tokens", (b, a) => b with { Answer = AnswerKind.Lorem, LoremTokens = a.Number }),
        new("tools", "calls the first tool offered, then quotes its result", (b, _) => b with { Answer = AnswerKind.Tools }),
        new("parallel-tools", "calls two tools at once", (b, _) => b with { Answer = AnswerKind.ParallelTools }),
        new("json", "answers with an instance of the schema asked for", (b, _) => b with { Answer = AnswerKind.Json }),
        new("reasoning", "thinks aloud before the answer", (b, _) => b with { Reasoning = true }),
        new("cached", "reports 1,000 tokens read from the cache and 100 written", (b, _) => b with { Cached = true }),
        new("dictated", "calls with the last line of the user's text as arguments", (b, _) => b with { Dictated = true }),
        new("picky", "422 for a field it does not know, and for stream_options", (b, _) => b with { Picky = true }),
        new("slow-2s", "waits before the first token", (b, a) => b with { FirstTokenDelay = a.Duration }),
        new("drip-50ms", "waits before each further token", (b, a) => b with { TokenDelay = a.Duration }),
        new("jitter-20", "varies each wait by up to so many percent", (b, a) => a.Number > 100 ? null : b with { JitterPercent = a.Number }),
        new("hold", "sends nothing until it is released", (b, _) => b with { Hold = HoldPoint.Headers }),
        new("hold-first", "holds between the preamble and the first token", (b, _) => b with { Hold = HoldPoint.FirstToken }),
        new("hold-after-5", "holds after this many events", (b, a) => b with { Hold = HoldPoint.Events, HoldAfterEvents = a.Number }),
        new("status-429", "answers with this status, 300 to 599 but not 304; 429 says Retry-After: 1", (b, a) => Status(b, a.Number, null)),
        new("status-429-retry-5s", "the same, with this Retry-After", (b, a) => Status(b, a.Number, a.Duration)),
        new("context-too-long", "400 as for a prompt beyond the window", (b, _) => Fails(b, FailureKind.ContextTooLong, 400)),
        new("content-filtered", "400 as for a prompt that a filter stopped", (b, _) => Fails(b, FailureKind.ContentFiltered, 400)),
        new("no-quota", "429 as for an account with no money left", (b, _) => Fails(b, FailureKind.QuotaExhausted, 429)),
        new("flaky-30", "500 for this percentage of the calls", (b, a) => a.Number > 100 ? null : b with { FlakyPercent = a.Number }),
        new("refuse-connection", "resets the connection before any byte", (b, _) => b with { RefuseConnection = true }),
        new("cut-after-5", "drops the connection after this many events", (b, a) => Breaks(b, StreamFaultKind.Cut, a.Number)),
        new("stall-after-5", "falls silent after this many events", (b, a) => Breaks(b, StreamFaultKind.Stall, a.Number)),
        new("malformed-after-5", "sends a broken event after this many", (b, a) => Breaks(b, StreamFaultKind.Malformed, a.Number)),
        new("error-after-5", "sends the vendor's error event after this many", (b, a) => Breaks(b, StreamFaultKind.Error, a.Number)),
        new("preamble-then-error", "sends the error before the first content", (b, _) => Breaks(b, StreamFaultKind.Error, null)),
    ];

    private static readonly BehaviourWord[] LongestFirst = [.. Words.OrderByDescending(word => word.Length)];

    /// <summary>The behaviour that a model name stands for, or null when it is no such name. What stands before a colon is a
    /// vendor's name of a model, which callers may go by and which changes nothing.</summary>
    public static Behaviour? Parse(string model)
    {
        var behaviour = new Behaviour();
        for (var rest = model[(model.LastIndexOf(':') + 1)..].Split('-').AsSpan(); !rest.IsEmpty;)
        {
            if (ReadWord(ref rest, behaviour) is not { } next)
                return null;
            behaviour = next;
        }

        return behaviour.Answer == AnswerKind.Unsaid ? WithFittingAnswer(behaviour) : behaviour;
    }

    private static Behaviour? ReadWord(ref Span<string> rest, Behaviour behaviour)
    {
        foreach (var word in LongestFirst)
        {
            if (word.Match(rest) is not { } arguments)
                continue;
            rest = rest[word.Length..];
            return word.Apply(behaviour, arguments);
        }

        return null;
    }

    private static Behaviour WithFittingAnswer(Behaviour behaviour)
    {
        var struckAfter = Math.Max(behaviour.Fault?.AfterEvents ?? 0, behaviour.HoldAfterEvents);
        if (struckAfter > 0)
            return behaviour with { Answer = AnswerKind.Lorem, LoremTokens = struckAfter + EventsBeyondTheFault };
        return behaviour.TokenDelay > TimeSpan.Zero
            ? behaviour with { Answer = AnswerKind.Lorem, LoremTokens = TokensToShowAPace }
            : behaviour with { Answer = AnswerKind.Echo };
    }

    private static Behaviour? Status(Behaviour behaviour, int status, TimeSpan? retryAfter) => status is < 300 or 304 or > 599
        ? null
        : behaviour with
        {
            Failure = new Failure(FailureKind.Status, status, retryAfter ?? (status == 429 ? TimeSpan.FromSeconds(1) : null)),
        };

    private static Behaviour Fails(Behaviour behaviour, FailureKind kind, int status) =>
        behaviour with { Failure = new Failure(kind, status) };

    private static Behaviour Breaks(Behaviour behaviour, StreamFaultKind kind, int? afterEvents) =>
        behaviour with { Fault = new StreamFault(kind, afterEvents) };
}
