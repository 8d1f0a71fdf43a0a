using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Llm.Protocols;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>What many requests share: who asked for what, and who answered. Kept once, so that each of them only names it.</summary>
internal readonly record struct Origin
{
    /// <summary>Where it is kept, in the order of <see cref="Bind"/>.</summary>
    public const string Into =
        "origins (origin, protocol, key_id, key_name, team, tags, model, stream, target, provider, credential)";

    private static readonly ImmutableArray<string> ProtocolNames = [.. Enum.GetNames<WireProtocol>()];

    private readonly WireProtocol _protocol;
    private readonly string? _keyId;
    private readonly string? _key;
    private readonly string? _team;
    private readonly ImmutableSortedDictionary<string, string> _tags;
    private readonly string? _model;
    private readonly bool _stream;
    private readonly string? _target;
    private readonly string? _provider;
    private readonly string? _credential;

    /// <summary>The origin of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="credential">The credential of its <see cref="SoleAnswer"/>; null when it has none.</param>
    public Origin(RequestRecord record, string? credential)
    {
        _protocol = record.Protocol;
        _keyId = record.KeyId;
        _key = record.Key;
        _team = record.Team;
        _tags = record.Tags;
        _model = record.Model;
        _stream = record.Stream;
        _target = record.Target;
        _provider = record.Provider;
        _credential = credential;
    }

    /// <summary>Of the two that tell most origins apart: the others are only compared.</summary>
    public override int GetHashCode() => HashCode.Combine(_keyId, _model, _stream);

    /// <summary>Binds it to a row of <see cref="Into"/>.</summary>
    public void Bind(long number, InsertStatement row)
    {
        row.Bind(number);
        row.Bind(ProtocolNames[(int)_protocol]);
        row.Bind(_keyId);
        row.Bind(_key);
        row.Bind(_team);
        row.BindUnlessEmpty(_tags, _tags.IsEmpty, RecordJson.Default.Labels);
        row.Bind(_model);
        row.Bind(_stream ? 1 : 0);
        row.Bind(_target);
        row.Bind(_provider);
        row.Bind(_credential);
    }
}
