namespace Headgate.Gateway.Raw;

/// <summary>A query, undecoded: <c>?a=b&amp;c</c>.</summary>
/// <param name="text">The query with its question mark, or nothing.</param>
internal readonly struct QueryText(string text)
{
    /// <summary>A parameter's value, decoded; null when it is absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (string pair in Pairs)
            {
                if (NameOf(pair) == name)
                {
                    int equals = pair.IndexOf('=', StringComparison.Ordinal);
                    return equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
                }
            }

            return null;
        }
    }

    /// <summary>The query of the parameters that are wanted, each as it was sent.</summary>
    public string Keep(Func<string, bool> isWanted)
    {
        string kept = string.Join('&', Pairs.Where(pair => isWanted(NameOf(pair))));
        return kept.Length > 0 ? "?" + kept : "";
    }

    private string[] Pairs => text.Length > 1 ? text[1..].Split('&') : [];

    private static string NameOf(string pair) => Uri.UnescapeDataString(pair.Split('=')[0].Replace('+', ' '));
}
