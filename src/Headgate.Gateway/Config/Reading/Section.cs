using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Reading;

/// <summary>
/// A map of known keys as it was written: the first tense of the config. A key that could not be read is present without a value.
/// </summary>
internal sealed class Section(ConfigPlace at, IReadOnlyDictionary<Key, object?> values)
{
    public static Section Empty { get; } = new(default, new Dictionary<Key, object?>());

    /// <summary>Where it stands.</summary>
    public ConfigPlace At => at;

    /// <summary>What was written for a key; null when nothing (readable) was.</summary>
    public Written<T>? Find<T>(Key<T> key) => values.GetValueOrDefault(key) as Written<T>;

    /// <summary>What counts for a key: what was written, else the default.</summary>
    public T Get<T>(Key<T> key) => Find(key) is { } written ? written.Value : key.DefaultValue;

    /// <summary>True when the key was written, readable or not.</summary>
    public bool Has(Key key) => values.ContainsKey(key);

    /// <summary>Where a key's value stands; the section's own place when it was not written.</summary>
    public ConfigPlace Place(Key key) => (values.GetValueOrDefault(key) as IPlaced)?.At ?? at;
}
