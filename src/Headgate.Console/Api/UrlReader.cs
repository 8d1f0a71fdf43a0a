using System.Globalization;
using Headgate.Console.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headgate.Console.Api;

/// <summary>
/// Reads an operation's input from path and query, and keeps the first problem. It notes what was asked for: a parameter that
/// nobody read is refused (a misspelt filter would show the wrong list), and the same notes describe the route in OpenAPI.
/// </summary>
internal sealed class UrlReader(RouteValueDictionary path, IQueryCollection query, TimeProvider time)
{
    private readonly List<UrlParameter> _read = [];
    private Problem? _problem;

    /// <summary>A reader of nothing, to find out what a route reads.</summary>
    public static UrlReader Empty => new([], new QueryCollection(), TimeProvider.System);

    public IReadOnlyList<UrlParameter> Parameters => _read;

    public string Path(string name, string description)
    {
        _read.Add(new UrlParameter(name, UrlParameterKind.Path, description));
        return path[name] as string ?? "";
    }

    public string? Text(string name, string description) => Query(name, UrlParameterKind.Text, description);

    public int? Number(string name, string description)
    {
        if (Query(name, UrlParameterKind.Number, description) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : Fail<int>(name, "a whole number");
    }

    public bool Flag(string name, string description) => Query(name, UrlParameterKind.Flag, description) switch
    {
        null or "false" => false,
        "true" => true,
        _ => Fail<bool>(name, "`true` or `false`") ?? false,
    };

    public DateTimeOffset? Moment(string name, string description) =>
        Query(name, UrlParameterKind.Text, description) is { } text
            ? Operations.Moment.Past(text, time.GetUtcNow()) ?? Fail<DateTimeOffset>(name, Operations.Moment.Forms)
            : null;

    public PageInput Page() => new(Limit(), Cursor());

    public int Limit() => Number("limit", "Items at most, 1 to 1,000. Default 50.") ?? PageInput.DefaultLimit;

    public string? Cursor() => Text("cursor", "The `next` of the page before.");

    /// <summary>The input, unless something did not fit or was not read.</summary>
    public Outcome<TInput> Close<TInput>(TInput input)
    {
        if (_problem is not null)
        {
            return _problem;
        }

        string? unread = query.Keys.FirstOrDefault(name => !_read.Exists(parameter => parameter.Name == name));
        return unread is null ? input : Problem.Invalid(unread, "There is no such parameter here.");
    }

    private string? Query(string name, UrlParameterKind kind, string description)
    {
        _read.Add(new UrlParameter(name, kind, description));
        return query[name] switch
        {
            [] => null,
            [var only] => string.IsNullOrEmpty(only) ? null : only,
            _ => Fail(name, "one value"),
        };
    }

    private T? Fail<T>(string name, string wanted)
        where T : struct
    {
        Fail(name, wanted);
        return null;
    }

    private string? Fail(string name, string wanted)
    {
        _problem ??= Problem.Invalid(name, $"`{name}` takes {wanted}.");
        return null;
    }
}
