using Headgate.Gateway.Stores;
using Headgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Requests;

/// <summary>A query as a condition in SQL. What the caller gave is only ever a parameter.</summary>
internal sealed class RequestFilter
{
    private readonly List<string> _conditions = ["TRUE"];
    private readonly List<(string Name, object Value)> _parameters = [];
    private readonly DateOnly _first;
    private readonly DateOnly _last;

    public RequestFilter(RequestQuery query, PageCursor? after)
    {
        _first = query.Since is { } since ? UnixMicroseconds.DayOf(since) : DateOnly.MinValue;
        _last = query.Until is { } until ? UnixMicroseconds.DayOf(until) : DateOnly.MaxValue;

        Where("(key_name = $key OR key_id = $key)", "$key", query.Key);
        Where("team = $team", "$team", query.Team);
        Where("model = $model", "$model", query.Model);
        Where("provider = $provider", "$provider", query.Provider);
        Where("status = $status", "$status", query.Status);
        if (query.Status >= 400)
            _conditions.Add("status >= 400"); // says that the index of errors will do: of a parameter SQLite cannot know
        Where("session = $session", "$session", query.Session);
        Where("time_us >= $since", "$since", Ceiling(query.Since));
        Where("time_us < $until", "$until", Ceiling(query.Until));
        WhereTag(query.Tag);
        if (after is not null)
        {
            _last = Earlier(_last, UnixMicroseconds.DayOf(UnixMicroseconds.ToMoment(after.Microseconds)));
            Where("(time_us, id) < ($after_time, $after_id)", "$after_time", after.Microseconds);
            _parameters.Add(("$after_id", after.Id));
        }
    }

    /// <summary>The condition, to stand after <c>WHERE</c>.</summary>
    public string Condition => string.Join(" AND ", _conditions);

    /// <summary>True when a day may hold matching records.</summary>
    public bool Covers(DateOnly day) => day >= _first && day <= _last;

    /// <summary>Gives a statement the values that <see cref="Condition"/> names.</summary>
    public void Bind(SqliteCommand command)
    {
        foreach ((string name, object value) in _parameters)
            command.Parameters.AddWithValue(name, value);
    }

    private void Where(string condition, string name, object? value)
    {
        if (value is null)
            return;
        _conditions.Add(condition);
        _parameters.Add((name, value));
    }

    // "name=value", or a name alone for any value.
    private void WhereTag(string? tag)
    {
        if (tag is null)
            return;
        int equals = tag.IndexOf('=', StringComparison.Ordinal);
        (string name, string? value) = equals < 0 ? (tag, null) : (tag[..equals], tag[(equals + 1)..]);
        string andValue = value is null ? "" : " AND tag.value = $tag_value";
        Where($"EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE tag.key = $tag_name{andValue})", "$tag_name", name);
        if (value is not null)
            _parameters.Add(("$tag_value", value));
    }

    // Times are kept in whole microseconds, cut: a bound between two of them is the upper one, for "from" and "before" alike.
    private static object? Ceiling(DateTimeOffset? bound) => bound is { } moment
        ? UnixMicroseconds.From(moment) + (moment.UtcTicks % TimeSpan.TicksPerMicrosecond == 0 ? 0 : 1)
        : null;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
