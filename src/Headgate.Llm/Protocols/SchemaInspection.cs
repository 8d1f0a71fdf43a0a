using System.Text;
using System.Text.Json;

namespace Headgate.Llm.Protocols;

/// <summary>One walk through a schema, up to the first thing that a dialect does not take.</summary>
internal sealed class SchemaInspection(SchemaDialect dialect)
{
    /// <summary>The most definitions whose references are followed; beyond it a schema counts as one that cannot be enforced.</summary>
    private const int MaxDefinitions = 256;

    private const string NotAnObject = "a schema that is not one of an object";

    private readonly Dictionary<string, List<string>> _references = new(StringComparer.Ordinal);
    private string _definition = "#";

    /// <summary>What a vendor would refuse, in a few words; null when nothing.</summary>
    public string? Inspect(ReadOnlySpan<byte> schema)
    {
        var reader = new Utf8JsonReader(schema);
        reader.Read();
        if (dialect.WantsObjectAtRoot && reader.TokenType != JsonTokenType.StartObject)
        {
            return NotAnObject;
        }

        return Schema(ref reader, isRoot: true) ?? (dialect.TakesRecursion ? null : Recursion());
    }

    // The reader stands on the schema's first token and is left on its last.
    private string? Schema(ref Utf8JsonReader reader, bool isRoot)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? "a schema that is true or false" : "what is no schema";
        }

        var members = new ObjectMembers();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string keyword = Text(ref reader);
            reader.Read();
            if (!dialect.Keywords.Contains(keyword) || (isRoot && dialect.WantsObjectAtRoot && keyword == "anyOf"))
            {
                return isRoot && keyword == "anyOf" ? NotAnObject : keyword;
            }

            if (Keyword(keyword, ref reader, members) is { } obstacle)
            {
                return obstacle;
            }
        }

        return members.Obstacle(dialect) ?? (isRoot && dialect.WantsObjectAtRoot && !members.IsObject ? NotAnObject : null);
    }

    private string? Keyword(string keyword, ref Utf8JsonReader reader, ObjectMembers members)
    {
        switch (keyword)
        {
            case "properties":
                return Map(ref reader, members.Properties, areDefinitions: false);
            case "$defs" or "definitions":
                return Map(ref reader, null, areDefinitions: true);
            case "items":
                return Schema(ref reader, isRoot: false);
            case "anyOf" or "allOf":
                return List(ref reader, keyword);
            case "additionalProperties":
                members.IsClosed = reader.TokenType == JsonTokenType.False;
                reader.Skip();
                return null;
            case "required":
                members.ReadRequired(ref reader);
                return null;
            case "type":
                members.ReadType(ref reader);
                return null;
            case "minItems" when reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long items) || items > dialect.LargestMinItems:
                return "minItems";
            case "$ref" when reader.TokenType == JsonTokenType.String:
                return Reference(Text(ref reader));
            default:
                reader.Skip();
                return null;
        }
    }

    private string? Map(ref Utf8JsonReader reader, HashSet<string>? names, bool areDefinitions)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return "what is no schema";
        }

        string outer = _definition;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader);
            names?.Add(name);
            _definition = areDefinitions ? name : outer;
            reader.Read();
            if (Schema(ref reader, isRoot: false) is { } obstacle)
            {
                return obstacle;
            }
        }

        _definition = outer;
        return null;
    }

    private string? List(ref Utf8JsonReader reader, string keyword)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return keyword;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Schema(ref reader, isRoot: false) is { } obstacle)
            {
                return obstacle;
            }
        }

        return null;
    }

    private string? Reference(string target)
    {
        if (!target.StartsWith('#'))
        {
            return "a $ref to another document";
        }

        if (!_references.TryGetValue(_definition, out List<string>? targets))
        {
            _references[_definition] = targets = [];
        }

        targets.Add(target == "#" ? "#" : target[(target.LastIndexOf('/') + 1)..]);
        return null;
    }

    private string? Recursion()
    {
        if (_references.Count > MaxDefinitions)
        {
            return "so many definitions";
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new HashSet<string>(StringComparer.Ordinal);
        return _references.Keys.Any(definition => LeadsBack(definition, path, done)) ? "a schema that refers to itself" : null;
    }

    private bool LeadsBack(string definition, HashSet<string> path, HashSet<string> done)
    {
        if (!path.Add(definition))
        {
            return true;
        }

        bool leadsBack = !done.Contains(definition) && _references.TryGetValue(definition, out List<string>? targets)
            && targets.Any(target => LeadsBack(target, path, done));
        path.Remove(definition);
        done.Add(definition);
        return leadsBack;
    }

    // As it is written: an escape can stand for half a character, and a name that is written in two ways is taken for two names.
    private static string Text(ref Utf8JsonReader reader) => Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>What makes a schema one of an object.</summary>
    private sealed class ObjectMembers
    {
        private readonly HashSet<string> _required = new(StringComparer.Ordinal);

        public HashSet<string> Properties { get; } = new(StringComparer.Ordinal);

        public bool IsObject { get; private set; }

        public bool IsClosed { get; set; }

        public void ReadType(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                IsObject = reader.ValueSpan.SequenceEqual("object"u8);
                return;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                IsObject |= reader.TokenType == JsonTokenType.String && reader.ValueSpan.SequenceEqual("object"u8);
                reader.Skip();
            }
        }

        public void ReadRequired(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.String)
                {
                    _required.Add(Text(ref reader));
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        public string? Obstacle(SchemaDialect dialect)
        {
            if (!IsObject && Properties.Count == 0)
            {
                return null;
            }

            return !IsClosed ? "an object that may have further properties"
                : dialect.RequiresAllProperties && !Properties.IsSubsetOf(_required) ? "an object with properties that are not required"
                : null;
        }
    }
}
