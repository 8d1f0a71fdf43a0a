using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Config.Stored;

/// <summary>An object of the store that is not in force.</summary>
/// <param name="Row">Which one.</param>
/// <param name="Errors">Why; empty when an object of the files has its name.</param>
internal sealed record LeftOutObject(ConfigObject Row, ImmutableArray<ConfigError> Errors)
{
    public ConfigObjectKind Kind => Row.Kind;

    public string Name => Row.Name;

    /// <summary>What to tell the operator.</summary>
    public IEnumerable<ConfigWarning> Warnings => Errors.IsEmpty
        ? [new ConfigWarning(OpenedObject.PlaceOf(Kind, Name), "this is not used: the files have one of the same name")]
        : Errors.Select(error => new ConfigWarning(error.At, $"this stored {(Kind == ConfigObjectKind.Provider ? "provider" : "model")} is left out: "
            + error.Message, error.Suggestion));
}
