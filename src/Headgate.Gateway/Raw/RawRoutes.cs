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

    private const int LongestId = 256;

    private static readonly SearchValues<char> OfId =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly ImmutableArray<RawRoute> Fixed =
    [
        new(WireProtocol.OpenAIModerations, "moderations") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIImages, "images/generations") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIImages, "images/edits") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIImages, "images/variations") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIAudio, "audio/speech") { Methods = [("POST", RawCall.Model)] },
        new(WireProtocol.OpenAIAudio, "audio/transcriptions") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIAudio, "audio/translations") { Methods = [("POST", RawCall.Form)] },
        new(WireProtocol.OpenAIFiles, "files") { Methods = [("GET", RawCall.List), ("POST", RawCall.Upload)], Kind = OwnedKind.File },
        new(WireProtocol.OpenAIBatches, "batches") { Methods = [("GET", RawCall.List), ("POST", RawCall.Batch)], Kind = OwnedKind.Batch },
        new(WireProtocol.OpenAIRealtime, "realtime") { Methods = [("GET", RawCall.Realtime)] },
    ];

    /// <summary>The route of a decoded path, without its query; null when its calls do not pass verbatim.</summary>
    public static RawRoute? Find(string path)
    {
        if (path.StartsWith(Passthrough, StringComparison.Ordinal))
        {
            return new RawRoute(WireProtocol.Passthrough, "");
        }

        string below = path.StartsWith("/v1/", StringComparison.Ordinal) ? path["/v1/".Length..] : path.Length > 0 ? path[1..] : path;
        foreach (RawRoute route in Fixed)
        {
            if (route.Path == below)
            {
                return route;
            }
        }

        return below.Split('/') switch
        {
            [var family, var id] when IsId(id) => OfObject(family, below, id),
            [var family, var id, var part] when IsId(id) => OfPart(family, part, below, id),
            _ => null,
        };
    }

    private static RawRoute? OfObject(string family, string path, string id) => family switch
    {
        "files" => Object(WireProtocol.OpenAIFiles, OwnedKind.File, path, id, "GET", "DELETE") with { IsDescription = true },
        "batches" => Object(WireProtocol.OpenAIBatches, OwnedKind.Batch, path, id, "GET") with { IsDescription = true },
        "responses" when id is not ("input_tokens" or "compact") =>
            Object(WireProtocol.OpenAIResponses, OwnedKind.Response, path, id, "GET", "DELETE"),
        _ => null,
    };

    private static RawRoute? OfPart(string family, string part, string path, string id) => (family, part) switch
    {
        ("files", "content") => Object(WireProtocol.OpenAIFiles, OwnedKind.File, path, id, "GET"),
        ("batches", "cancel") => Object(WireProtocol.OpenAIBatches, OwnedKind.Batch, path, id, "POST") with { IsDescription = true },
        ("responses", "cancel") => Object(WireProtocol.OpenAIResponses, OwnedKind.Response, path, id, "POST"),
        ("responses", "input_items") => Object(WireProtocol.OpenAIResponses, OwnedKind.Response, path, id, "GET"),
        _ => null,
    };

    private static RawRoute Object(WireProtocol protocol, OwnedKind kind, string path, string id, params string[] methods) => new(protocol, path)
    {
        Methods = [.. methods.Select(method => (method, RawCall.Object))],
        ObjectId = id,
        Kind = kind,
    };

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && !id.AsSpan().ContainsAnyExcept(OfId);
}
