using System.Buffers;
using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw;

/// <summary>The paths whose calls pass verbatim, with and without <c>/v1</c>.</summary>
public static class RawRoutes
{
    /// <summary>Where the vendors' own paths begin.</summary>
    public const string Passthrough = "/passthrough/";

    /// <summary>What stands for an id in the paths of <see cref="OfObjects"/>.</summary>
    public const string Id = "{id}";

    private const int LongestId = 256;

    private static readonly SearchValues<char> OfId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The paths without an id.</summary>
    public static ImmutableArray<RawRoute> Fixed { get; } =
    [
        new(WireProtocol.OpenAIModerations, "moderations") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIImages, "images/generations") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIImages, "images/edits") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIImages, "images/variations") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIAudio, "audio/speech") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIAudio, "audio/transcriptions") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIAudio, "audio/translations") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIFiles, "files") { Methods = [("GET", RawCall.List), ("POST", RawCall.Upload)], Kind = OwnedKind.File },
        new(WireProtocol.OpenAIFiles, "uploads") { Methods = [("POST", RawCall.Assembly)], Kind = OwnedKind.Upload },
        new(WireProtocol.OpenAIBatches, "batches") { Methods = [("GET", RawCall.List), ("POST", RawCall.Batch)], Kind = OwnedKind.Batch },
        new(WireProtocol.OpenAIRealtime, "realtime") { Methods = [("GET", RawCall.Realtime)] },
    ];

    /// <summary>The paths with an id, <see cref="Id"/> in its place.</summary>
    public static ImmutableArray<RawRoute> OfObjects { get; } =
    [
        Object(WireProtocol.OpenAIFiles, OwnedKind.File, "files/{id}", "GET", "DELETE") with { IsDescription = true },
        Object(WireProtocol.OpenAIFiles, OwnedKind.File, "files/{id}/content", "GET"),
        Object(WireProtocol.OpenAIFiles, OwnedKind.Upload, "uploads/{id}/cancel", "POST") with { IsDescription = true },
        new(WireProtocol.OpenAIFiles, "uploads/{id}/complete") { Methods = [("POST", RawCall.Assembly)], Kind = OwnedKind.Upload },
        new(WireProtocol.OpenAIFiles, "uploads/{id}/parts")
        {
            Methods = [("POST", RawCall.Upload)],
            Kind = OwnedKind.Upload,
            Adds = OwnedKind.Part,
        },
        Object(WireProtocol.OpenAIBatches, OwnedKind.Batch, "batches/{id}", "GET") with { IsDescription = true },
        Object(WireProtocol.OpenAIBatches, OwnedKind.Batch, "batches/{id}/cancel", "POST") with { IsDescription = true },
        Object(WireProtocol.OpenAIResponses, OwnedKind.Response, "responses/{id}", "GET", "DELETE"),
        Object(WireProtocol.OpenAIResponses, OwnedKind.Response, "responses/{id}/cancel", "POST"),
        Object(WireProtocol.OpenAIResponses, OwnedKind.Response, "responses/{id}/input_items", "GET"),
    ];

    /// <summary>The route of a decoded path, without its query; null when its calls do not pass verbatim.</summary>
    public static RawRoute? Find(string path)
    {
        if (path.StartsWith(Passthrough, StringComparison.Ordinal))
        {
            return new RawRoute(WireProtocol.Passthrough, "");
        }

        string below = path.StartsWith("/v1/", StringComparison.Ordinal) ? path["/v1/".Length..] : path.Length > 0 ? path[1..] : path;
        return Named(Fixed, below) ?? OfObject(below);
    }

    private static RawRoute? OfObject(string path) =>
        path.Split('/') is [var family, var id, .. var rest] && IsId(id) && Named(OfObjects, string.Join('/', [family, Id, .. rest])) is { } route
            ? route with { Path = path, ObjectId = id }
            : null;

    private static RawRoute? Named(ImmutableArray<RawRoute> routes, string path)
    {
        foreach (RawRoute route in routes)
        {
            if (route.Path == path)
            {
                return route;
            }
        }

        return null;
    }

    private static RawRoute Object(WireProtocol protocol, OwnedKind kind, string path, params string[] methods) => new(protocol, path)
    {
        Methods = [.. methods.Select(method => (method, RawCall.Object))],
        Kind = kind,
    };

    /// <summary>True for what can be an id; two words of Responses stand where one would.</summary>
    private static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && !id.AsSpan().ContainsAnyExcept(OfId) && id is not ("input_tokens" or "compact");
}
