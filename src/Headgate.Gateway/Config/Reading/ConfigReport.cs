using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Reading;

/// <summary>Collects everything there is to say about a config.</summary>
internal sealed class ConfigReport
{
    private const int MaxFindings = 1_000; // a file of garbage is not worth more lines than this

    private readonly List<ConfigError> _errors = [];
    private readonly List<ConfigWarning> _warnings = [];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>In the order of the files' lines, whichever rule found them.</summary>
    public ImmutableArray<ConfigError> Errors => InOrder(_errors);

    public ImmutableArray<ConfigWarning> Warnings => InOrder(_warnings);

    public void Error(ConfigPlace at, string message, string? suggestion = null)
    {
        if (_errors.Count < MaxFindings)
        {
            _errors.Add(new ConfigError(at, message, suggestion));
        }
    }

    public void Warn(ConfigPlace at, string message, string? suggestion = null)
    {
        if (_warnings.Count < MaxFindings)
        {
            _warnings.Add(new ConfigWarning(at, message, suggestion));
        }
    }

    private static ImmutableArray<T> InOrder<T>(List<T> findings) where T : ConfigFinding =>
        [.. findings.OrderBy(each => each.File, StringComparer.Ordinal).ThenBy(each => each.Line).ThenBy(each => each.Column)];
}
