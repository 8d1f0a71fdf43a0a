using System.Globalization;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// The calls in a conversation and which result belongs to which. Gemini's clients may leave out the ids, and then results answer the calls of
/// their name in order. A longer conversation gives the same ids as a shorter one.
/// </summary>
internal sealed class GeminiCalls
{
    private readonly List<Call> _unanswered = [];
    private int _calls;
    private int _strays;

    /// <summary>The id of the next call.</summary>
    /// <param name="id">The id it came with; empty when it had none.</param>
    /// <param name="name">The tool.</param>
    public string OfCall(string id, string name)
    {
        Call call = new(id.Length > 0 ? id : Invent("call", _calls), name, HasOwnId: id.Length > 0);
        _calls++;
        _unanswered.Add(call);
        return call.Id;
    }

    /// <summary>The id of the call that a result answers.</summary>
    /// <param name="id">The id it came with; empty when it had none.</param>
    /// <param name="name">The tool it names; null when it names none.</param>
    /// <param name="isStray">True when there is no such call: then only the result says the name of the tool.</param>
    public string OfResult(string id, string? name, out bool isStray)
    {
        int at = _unanswered.FindIndex(call => call.Id == id);
        if (at < 0)
        {
            at = _unanswered.FindIndex(call => call.Name == name && (id.Length == 0 || !call.HasOwnId));
        }

        isStray = at < 0;
        if (isStray)
        {
            return id.Length > 0 ? id : Invent("result", _strays++);
        }

        Call answered = _unanswered[at];
        _unanswered.RemoveAt(at);
        return answered.Id;
    }

    private static string Invent(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"gemini_{what}_{number}");

    private readonly record struct Call(string Id, string Name, bool HasOwnId);
}
