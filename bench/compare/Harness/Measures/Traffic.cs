using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Load;

namespace Headgate.Compare.Harness.Measures;

/// <summary>
/// All that was sent to one process in its life. wrk walks away from the requests that are under way when it stops, so each
/// count is a range: what certainly was answered, and what was sent at the most.
/// </summary>
internal sealed class Traffic
{
    // The usage that the mock reports with every answer.
    private const int InputTokens = 412;
    private const int OutputTokens = 188;

    private long _answered;
    private long _refused;
    private long _abandoned;

    public void Add(WrkReport report)
    {
        _refused += report.BadStatus;
        _answered += report.Answered - report.BadStatus;
        _abandoned += Math.Max(0, report.Sent - report.Answered);
    }

    public void Add(LoadReport report)
    {
        _answered += report.Completed;
        _refused += report.Refused;
    }

    /// <summary>The answer that ended the start.</summary>
    public void AddOne() => _answered++;

    /// <summary>What is wrong with the records of this traffic.</summary>
    public IEnumerable<string> FaultsOf(RecordedTraffic recorded)
    {
        if (!Within(recorded.Answered, _answered))
            yield return $"{recorded.Answered:#,0} records of answers; {_answered:#,0} to {_answered + _abandoned:#,0} were sent";
        if (!Within(recorded.Refused, _refused))
            yield return $"{recorded.Refused:#,0} records of refusals; {_refused:#,0} to {_refused + _abandoned:#,0} were sent";
        if (recorded.InputTokens != recorded.Answered * InputTokens || recorded.OutputTokens != recorded.Answered * OutputTokens)
        {
            yield return $"usage sums to {recorded.InputTokens:#,0} + {recorded.OutputTokens:#,0} tokens " +
                $"for {recorded.Answered:#,0} answers of {InputTokens} + {OutputTokens}";
        }
    }

    private bool Within(long recorded, long certain) => recorded >= certain && recorded <= certain + _abandoned;
}
