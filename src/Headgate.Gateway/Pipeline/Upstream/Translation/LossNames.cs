using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>Losses in the forms that leave the process. Bounded: a client can send as many members that nobody carries as fit into its body.</summary>
internal static class LossNames
{
    private const int MaxPathsLength = 2048;
    private const int MaxLines = 100;
    private const int MaxLineLength = 300;

    /// <summary>The paths for a header or a message, <c>$.seed, $.tools[0].strict</c>: printable ASCII, at most 2 KB, then <c>...</c>.</summary>
    public static string Paths(LossList losses)
    {
        var paths = new StringBuilder();
        foreach (Loss loss in losses.ToImmutable())
        {
            if (paths.Length + loss.Path.Length + 2 > MaxPathsLength)
            {
                paths.Append(paths.Length == 0 ? "..." : ", ...");
                break;
            }

            paths.Append(paths.Length == 0 ? "" : ", ");
            foreach (char c in loss.Path)
            {
                paths.Append(c is >= ' ' and <= '~' ? c : '?');
            }
        }

        return paths.ToString();
    }

    /// <summary>Why <c>on_loss: reject</c> leaves a target out.</summary>
    public static GatewayError Refusal(LossList losses) =>
        new(ErrorKind.NotTranslatable,
            $"No target of this model can be told all of the request, and its on_loss is reject. What would be lost: {Paths(losses)}.")
        {
            Param = losses.ToImmutable()[0].Path,
        };

    /// <summary>The losses for a record, <c>$.seed: Anthropic has no seed</c>: at most 100, each at most 300 characters.</summary>
    public static ImmutableArray<string> Lines(LossList? losses)
    {
        if (losses is null or { Count: 0 })
        {
            return [];
        }

        IEnumerable<string> lines = losses.ToImmutable().Take(MaxLines).Select(loss => $"{loss.Path}: {loss.Reason}");
        return [.. lines.Select(line => line.Length <= MaxLineLength ? line : line[..MaxLineLength])];
    }
}
