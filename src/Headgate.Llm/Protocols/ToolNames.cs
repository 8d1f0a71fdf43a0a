using System.Collections.Immutable;

namespace Headgate.Llm.Protocols;

/// <summary>Makes one request's tool names fit a vendor's rule and remembers the way back. One owner.</summary>
/// <param name="longest">The most characters that the vendor takes.</param>
internal sealed class ToolNames(int longest)
{
    /// <summary>The vendor's names of those tools that had to get another, with the client's own: <see cref="SentRequest.ClientToolNames"/>.</summary>
    public ImmutableDictionary<string, string> ClientNames { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>True when the vendor wants a letter first; default false.</summary>
    public bool BeginWithLetter { get; init; }

    /// <summary>The name the vendor gets.</summary>
    public string Fit(string clientName)
    {
        string fitted = BeginWithLetter ? FittedName.FitWithLetter(clientName, longest) : FittedName.Fit(clientName, longest);
        if (!ReferenceEquals(fitted, clientName))
        {
            ClientNames = ClientNames.SetItem(fitted, clientName);
        }

        return fitted;
    }
}
