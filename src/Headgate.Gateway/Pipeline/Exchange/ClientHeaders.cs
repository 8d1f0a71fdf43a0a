namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// The headers of one call, in the order sent. There are a dozen or so, and about two dozen names are asked for: going through them
/// costs less than hashing each name.
/// </summary>
/// <param name="lines">Names in any case, each once, with their values; several lines of one name are joined by a comma.</param>
public readonly struct ClientHeaders(ReadOnlyMemory<KeyValuePair<string, string>> lines)
{
    /// <summary>A header's value; null when absent. The case of the name does not matter.</summary>
    public string? this[string name]
    {
        get
        {
            foreach ((string candidate, string value) in All)
            {
                if (candidate.Length == name.Length && candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>All of them.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> All => lines.Span;
}
