using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Tokens;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>
/// What calls used whose vendors never said: streams that broke off or whose client left, answers that were given up or lost after the request was
/// sent, and vendors that do not tell. What was said is counted by its tokens; what was sent, by its bytes. Counting takes a while and belongs on no
/// I/O thread.
/// </summary>
internal static class UsageEstimate
{
    /// <summary>What is shorter is counted sooner than another thread is found for it.</summary>
    private const int ShortBytes = 256;

    /// <summary>Estimates what the calls of a request used, where that was not told.</summary>
    public static ValueTask FillAsync(RequestTrace trace)
    {
        foreach (AttemptTrace attempt in trace.Attempts)
        {
            if (IsUntold(attempt) && Said(attempt) is { Bytes: > ShortBytes })
            {
                return FillElsewhereAsync(trace);
            }
        }

        Fill(trace);
        return default;
    }

    private static ValueTask FillElsewhereAsync(RequestTrace trace) => new(Task.Run(() => Fill(trace)));

    private static void Fill(RequestTrace trace)
    {
        foreach (AttemptTrace attempt in trace.Attempts)
        {
            if (IsUntold(attempt))
            {
                attempt.Estimated(Of(attempt, trace));
            }
        }
    }

    // A stream's usage comes with its end; what some say at its beginning is what was sent.
    private static bool IsUntold(AttemptTrace attempt) => attempt.Prices is not null && attempt switch
    {
        { Stream: { Produced.Bytes: > 0 } stream } => !stream.IsComplete || attempt.Usage?.Output is null,
        { Said.Bytes: > 0 } => attempt.Usage?.Output is null,
        _ => attempt is { IsLost: true, Usage: null },
    };

    private static ProducedText? Said(AttemptTrace attempt) => attempt.Stream?.Produced ?? attempt.Said;

    private static Usage Of(AttemptTrace attempt, RequestTrace trace)
    {
        long output = Said(attempt) is { } said ? Math.Min(OutputEstimate.Of(said), trace.Spending?.OutputBound ?? long.MaxValue) : 0;
        Usage told = attempt.Usage ?? new Usage();
        return told with
        {
            InputText = told.Input is null ? trace.InputTokens : told.InputText,
            OutputText = Math.Max(told.OutputText ?? 0, output - (told.OutputReasoning ?? 0)),
        };
    }
}
