using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Headgate.Gateway.Config.Reading;

/// <summary>
/// Reads a YAML file (JSON is YAML) into nodes with their places. Aliases and merge keys are copied in place, and counted:
/// a small file cannot unfold into a large config. Anchors and tags are not quoted in messages: a secret written without
/// quotes may look like one.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 100_000;
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly string _file;
    private readonly Parser _parser;
    private readonly ConfigReport _report;
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];
    private int _nodes;

    private YamlReader(string file, string text, ConfigReport report)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _report = report;
    }

    /// <summary>The file's map; null when it has none, and then the report says why.</summary>
    public static ConfigNode.Map? ReadMap(string file, string text, ConfigReport report)
    {
        ConfigNode? node = Read(file, text, report);
        switch (node)
        {
            case ConfigNode.Map map:
                return map;
            case ConfigNode.Nothing:
                return new ConfigNode.Map(node.At, []);
            case null:
                return null;
            default:
                report.Error(node.At, $"a config is a map of keys, not {node.Kind}");
                return null;
        }
    }

    /// <summary>The file's one document; null when it is no YAML, and then the report says why.</summary>
    public static ConfigNode? Read(string file, string text, ConfigReport report)
    {
        var reader = new YamlReader(file, text, report);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException wrong) // how the parser says what is expected of any file: that it may be wrong
        {
            string message = $"{char.ToLowerInvariant(wrong.Message[0])}{wrong.Message[1..].TrimEnd('.')}";
            report.Error(reader.Place(wrong.Start, ""), $"this is no valid YAML: {message}", Suggest(text, wrong.Start));
            return null;
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException) // and how its scanner says that it has lost its way
        {
            report.Error(new ConfigPlace(file, 1, 1, ""), "this is no valid YAML");
            return null;
        }
    }

    /// <summary>The slip that everybody makes once: <c>{ api_key: ${VAR} }</c>.</summary>
    private static string? Suggest(string text, Mark at) =>
        text.Split('\n').ElementAtOrDefault((int)at.Line - 1)?.Contains("${", StringComparison.Ordinal) == true
            ? "inside `{}` and `[]` a `${VAR}` stands in quotes"
            : null;

    private ConfigNode ReadDocument()
    {
        var whole = new ConfigPlace(_file, 1, 1, "");
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
            return new ConfigNode.Nothing(whole);

        ConfigNode node = ReadNode("", whole, 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out _))
            _report.Error(Place(_parser.Current!.Start, ""), "a config file is one document", "give a second file for the rest");
        return node;
    }

    private ConfigNode ReadNode(string path, ConfigPlace? key, int depth)
    {
        ParsingEvent start = _parser.Consume<ParsingEvent>();
        Bound(start, depth);
        return start switch
        {
            AnchorAlias alias => _anchors.TryGetValue(alias.Value, out ConfigNode? node)
                ? Copy(node, path, depth, start)
                : throw new YamlException(start.Start, start.End, "an alias (`*`) of something that is not written above it; quote text that starts with `*`"),
            Scalar scalar => Keep(scalar, ReadScalar(scalar, path)),
            SequenceStart list => Keep(list, ReadList(list, path, key, depth)),
            MappingStart map => Keep(map, ReadMap(map, path, key, depth)),
            _ => throw new YamlException(start.Start, start.End, "a value is missing"),
        };
    }

    private void Bound(ParsingEvent at, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(at.Start, at.End, $"nested deeper than {MaxDepth}");
        if (++_nodes > MaxNodes)
            throw new YamlException(at.Start, at.End, $"more than {MaxNodes} values, those of aliases counted where they are used");
    }

    private ConfigNode Keep(NodeEvent start, ConfigNode node)
    {
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = node;
        return node;
    }

    private ConfigNode ReadScalar(Scalar scalar, string path)
    {
        CheckTag(scalar);
        ConfigPlace at = Place(scalar.Start, path);
        bool isPlain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value != TextTag);
        return isPlain && scalar.Value is ("" or "~" or "null" or "Null" or "NULL")
            ? new ConfigNode.Nothing(at)
            : new ConfigNode.Scalar(at, scalar.Value, isPlain);
    }

    private ConfigNode.List ReadList(SequenceStart start, string path, ConfigPlace? key, int depth)
    {
        CheckTag(start);
        ImmutableArray<ConfigNode>.Builder items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode($"{path}[{items.Count}]", null, depth + 1));
        return new ConfigNode.List(key ?? Place(start.Start, path), items.ToImmutable());
    }

    private ConfigNode.Map ReadMap(MappingStart start, string path, ConfigPlace? key, int depth)
    {
        CheckTag(start);
        var members = new MapMembers(_report);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            ParsingEvent name = _parser.Current!;
            if (ReadNode(path, null, depth + 1) is not (ConfigNode.Scalar or ConfigNode.Nothing) || name is not Scalar { Value: string text } scalar)
            {
                _report.Error(Place(name.Start, path), "a key is a plain name");
                ReadNode(path, null, depth + 1);
                continue;
            }

            ConfigPlace at = Place(name.Start, ConfigPlace.Join(path, text));
            ConfigNode value = ReadNode(at.Path, at, depth + 1);
            if (text == "<<" && scalar.Style == ScalarStyle.Plain)
                members.Inherit(value, at);
            else
                members.Add(new ConfigMember(text, at, value));
        }

        return new ConfigNode.Map(key ?? Place(start.Start, path), members.Close(inherited => Inherited(inherited, path, depth, start)));
    }

    private ConfigMember Inherited(ConfigMember member, string path, int depth, ParsingEvent at)
    {
        string memberPath = ConfigPlace.Join(path, member.Name);
        return new ConfigMember(member.Name, member.At with { Path = memberPath }, Copy(member.Value, memberPath, depth + 1, at));
    }

    /// <summary>The same node under another path; its place in the file stays where it is written, for that is where it is mended.</summary>
    private ConfigNode Copy(ConfigNode node, string path, int depth, ParsingEvent use)
    {
        Bound(use, depth);
        ConfigPlace at = node.At with { Path = path };
        return node switch
        {
            ConfigNode.List list => new ConfigNode.List(at, [.. list.Items.Select((item, index) => Copy(item, $"{path}[{index}]", depth + 1, use))]),
            ConfigNode.Map map => new ConfigNode.Map(at, [.. map.Members.Select(member => Inherited(member, path, depth, use))]),
            _ => node with { At = at },
        };
    }

    private static void CheckTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            throw new YamlException(node.Start, node.End, "tags (`!`) mean nothing here; quote text that starts with `!`");
    }

    private ConfigPlace Place(Mark mark, string path) => new(_file, (int)mark.Line, (int)mark.Column, path);
}
