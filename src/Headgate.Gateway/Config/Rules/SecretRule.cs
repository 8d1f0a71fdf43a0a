using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Rules;

/// <summary>A secret that callers show is written as itself or as its SHA-256, and is long enough not to be guessed.</summary>
internal static class SecretRule
{
    public static void Check(Draft draft, Section section, Key<string> secret, Key<string> sha256, int leastLength)
    {
        if (section.Has(secret) == section.Has(sha256))
        {
            draft.Report.Error(section.At, section.Has(secret)
                ? $"there is `{secret.Name}` as well as `sha256`"
                : $"there is neither `{secret.Name}` nor `sha256`");
        }

        if (section.Find(secret) is { } written && written.Value.Length < leastLength)
        {
            draft.Report.Error(written.At, $"this is shorter than {leastLength} characters, and might be guessed");
        }

        if (section.Find(secret) is { } sent && !HeaderSyntax.IsValue(sent.Value))
        {
            draft.Report.Error(sent.At, "this has characters that no header can carry, such as a line break or a space at its end");
        }

        if (section.Find(sha256) is { } hash && KeyDigest.Parse(hash.Value) is null)
        {
            draft.Report.Error(hash.At, "this is no SHA-256: 64 hex digits");
        }
    }

    /// <summary>The digest of what was written; null when it is none.</summary>
    public static KeyDigest? Digest(Section section, Key<string> secret, Key<string> sha256) =>
        section.Find(secret) is { } written ? KeyDigest.Of(written.Value)
        : section.Find(sha256) is { } hash ? KeyDigest.Parse(hash.Value)
        : null;
}
