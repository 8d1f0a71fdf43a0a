using System.Collections.Frozen;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>Every field there is, by name.</summary>
internal static class Fields
{
    private static readonly FrozenDictionary<string, Field> Plain = new Field[]
    {
        new PlainField("key", FieldKind.Name, static (in RequestFacts facts) => Fact.Of(facts.Key?.Name)),
        new PlainField("team", FieldKind.Name, static (in RequestFacts facts) => Fact.Of(facts.Key?.Team)),
        new PlainField("model", FieldKind.Name, static (in RequestFacts facts) => Fact.Of(facts.Model)),
        new PlainField("session", FieldKind.Name, static (in RequestFacts facts) => Fact.Of(facts.Session)),
        new PlainField("stream", FieldKind.Flag, static (in RequestFacts facts) => Fact.Of(facts.IsStream)),
        new PlainField("input_tokens", FieldKind.Number, static (in RequestFacts facts) => Fact.Of((double?)facts.InputTokens)),
    }.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    private static readonly (string Prefix, Func<string, Field> Make)[] Families =
    [
        (MetadataField.Prefix, name => new MetadataField(name)),
        (TagField.Prefix, name => new TagField(name)),
        (ParameterField.Prefix, name => new ParameterField(name)),
    ];

    /// <summary>The names, a family as <c>tags.*</c>.</summary>
    public static IEnumerable<string> Names =>
        Plain.Keys.Order(StringComparer.Ordinal).Concat(Families.Select(family => $"{family.Prefix}*"));

    /// <summary>The field of this name; null when there is none.</summary>
    public static Field? Find(string name)
    {
        if (Plain.TryGetValue(name, out Field? plain))
        {
            return plain;
        }

        foreach ((string prefix, Func<string, Field> make) in Families)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return make(name[prefix.Length..]);
            }
        }

        return null;
    }

    /// <summary>What may have been meant by a name that is none.</summary>
    public static string? Suggest(string written) =>
        NearName.Ask(written, Plain.Keys.Concat(Families.Select(family => family.Prefix + Last(written))).Concat(["all", "any", "none"]))
        ?? (Find($"request.{written}") is { Name: var full } ? $"did you mean `{full}`?" : null)
        ?? $"there is {string.Join(", ", Names)}";

    private static string Last(string written) => written[(written.LastIndexOf('.') + 1)..];
}
