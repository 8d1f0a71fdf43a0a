using System.Globalization;
using System.Text;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>
/// Names of documents as Bedrock takes them: letters, digits, single spaces, hyphens, parentheses and square brackets, each name once in a
/// request. They are given in the documents' order, so that a longer conversation has the same ones. One owner.
/// </summary>
internal sealed class DocumentNames
{
    private const int Longest = 190;

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>The name for a document that its client calls so; null when the client has no name for it.</summary>
    public string Give(string? title)
    {
        string wanted = Fit(title ?? "");
        string name = wanted;
        for (int copy = 2; !_given.Add(name); copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted} ({copy})");
        }

        return name;
    }

    private static string Fit(string title)
    {
        StringBuilder fitted = new(title.Length);
        foreach (char sign in title)
        {
            bool isTaken = char.IsAsciiLetterOrDigit(sign) || sign is '-' or '(' or ')' or '[' or ']';
            if (isTaken || (fitted.Length > 0 && fitted[^1] != ' '))
            {
                fitted.Append(isTaken ? sign : ' ');
            }
        }

        string name = fitted.ToString(0, Math.Min(fitted.Length, Longest)).TrimEnd();
        return name.Length == 0 ? "document" : name;
    }
}
