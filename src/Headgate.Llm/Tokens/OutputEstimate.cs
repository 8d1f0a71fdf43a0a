using System.Text;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Tokens;

/// <summary>About how many tokens a model has produced, where its vendor does not say.</summary>
public static class OutputEstimate
{
    /// <summary>Counts the beginning, and takes the rest to be like it. Takes a while when the first tokens of a process are counted.</summary>
    public static long Of(ProducedText produced)
    {
        ReadOnlySpan<byte> sample = produced.Sample;
        if (sample.IsEmpty)
        {
            return 0;
        }

        // As it stands in JSON: an escape may be counted for a token or two more, and one that was cut in half for one.
        long counted = Math.Max(1, TokenCounter.Count(Encoding.UTF8.GetString(sample)));
        return sample.Length == produced.Bytes ? counted : (long)Math.Ceiling((double)counted * produced.Bytes / sample.Length);
    }
}
