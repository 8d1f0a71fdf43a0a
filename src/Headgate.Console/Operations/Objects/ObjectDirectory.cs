using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Objects;

/// <summary>
/// The providers and model aliases of files and store. A change is in force when its call returns: the snapshot is made anew, and not cut short when the
/// caller leaves.
/// </summary>
public sealed partial class ObjectDirectory(StoredConfig stored, IConfigControl config)
{
    internal async ValueTask<Outcome<ConfigObjectView>> GetAsync(ConfigObjectKind kind, string name, CancellationToken cancellation)
    {
        if (stored.IsOfFiles(kind, name))
        {
            return config.Effective().TryGetProperty(kind == ConfigObjectKind.Provider ? "providers" : "models", out JsonElement section)
                && section.TryGetProperty(name, out JsonElement written)
                ? new ConfigObjectView(name, ConfigLayer.File, null, written)
                : Problem.NotFound(WordOf(kind));
        }

        return await stored.FindAsync(kind, name, cancellation) is { } row ? ConfigObjectView.Of(row) : Problem.NotFound(WordOf(kind));
    }

    internal async ValueTask<Outcome<ConfigObjectView>> PutAsync(ConfigObjectKind kind, PutObjectInput input, CancellationToken cancellation) =>
        !(kind == ConfigObjectKind.Provider ? ProviderName() : ModelName()).IsMatch(input.Name)
            ? Problem.Invalid("name", kind == ConfigObjectKind.Provider
                ? "A provider's name takes 1 to 64 letters, digits and `. _ -`, a letter or digit first."
                : "A model's name takes 1 to 200 letters, digits and `. _ - / : @`, or ends with `*`.")
            : await AnswerAsync(kind, input.Name, await stored.PutAsync(kind, input.Name, input.Config, input.Version, cancellation));

    internal async ValueTask<Outcome<ConfigObjectView>> RemoveAsync(ConfigObjectKind kind, string name, CancellationToken cancellation) =>
        await AnswerAsync(kind, name, await stored.RemoveAsync(kind, name, cancellation));

    internal async ValueTask<Outcome<SecretsView>> ResealAsync(CancellationToken cancellation) => await stored.ResealAsync(cancellation) switch
    {
        Resealing.Done done => new SecretsView(done.KeyId, done.Resealed, done.Kept),
        Resealing.Refused refused => Listed(ProblemCode.SecretKeyMissing, "Not all credentials can be opened, and nothing was changed", refused.Errors),
        Resealing.Outdated => new Problem(ProblemCode.Conflict, "A provider was changed meanwhile, and nothing was rotated: try again."),
        Resealing.Locked => Locked(),
        _ => throw new UnreachableException(),
    };

    private async ValueTask<Outcome<ConfigObjectView>> AnswerAsync(ConfigObjectKind kind, string name, ObjectChange change)
    {
        switch (change)
        {
            case ObjectChange.Done done:
                await config.ReloadAsync(CancellationToken.None);
                return ConfigObjectView.Of((done.After ?? done.Before)!) with { Before = done.Before?.Body };
            case ObjectChange.Refused refused:
                return Listed(ProblemCode.InvalidConfig, $"With this the {WordOf(kind)}s could not be served, and nothing was changed", refused.Errors);
            case ObjectChange.OfFiles:
                return new Problem(ProblemCode.ReadOnly, $"The {WordOf(kind)} `{name}` comes from a config file: change it there.");
            case ObjectChange.Missing:
                return Problem.NotFound(WordOf(kind));
            case ObjectChange.Outdated:
                return new Problem(ProblemCode.Conflict, $"The {WordOf(kind)} `{name}` has another version: look at it again before you change it.", "version");
            case ObjectChange.Locked:
                return Locked();
            default:
                throw new UnreachableException();
        }
    }

    private static Problem Locked() => new(
        ProblemCode.SecretKeyMissing,
        "Credentials are stored sealed, and there is no key to seal them with: start Headgate with HEADGATE_SECRET_KEY, made by `openssl rand -base64 32`.");

    private static Problem Listed(ProblemCode code, string what, ImmutableArray<ConfigError> errors) =>
        new(code, $"{what}: {string.Join("; ", errors.Take(10).Select(Line))}") { Errors = [.. errors.Select(FindingView.Of)] };

    private static string Line(ConfigError error) => $"{error.Path}: {error.Message}{(error.Suggestion is null ? "" : $" ({error.Suggestion})")}";

    private static string WordOf(ConfigObjectKind kind) => kind == ConfigObjectKind.Provider ? "provider" : "model";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex ProviderName();

    [GeneratedRegex(@"\A(\*|[A-Za-z0-9][A-Za-z0-9._/:@-]{0,199}\*?)\z")]
    private static partial Regex ModelName();
}
