using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headgate.Console.Operations.Routing;

/// <summary>A request to be explained. Only the model is required.</summary>
/// <remarks>Settable: generated JSON code sets every init-only member, and so would lose the defaults.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExplainRouteInput
{
    /// <summary>The model's name, as a client sends it.</summary>
    public required string Model { get; set; }

    /// <summary>Whose request it is: a key by id or name. Default somebody who may use everything.</summary>
    public string? Key { get; set; }

    /// <summary>The client's protocol, by its name in config. Default <c>chat</c>.</summary>
    public string Protocol { get; set; } = "chat";

    /// <summary>
    /// Its body, a JSON object in the client's protocol, for what it asks for: parameters, tools, images, a schema, its user. Another model in it is
    /// not looked at. Default one that asks for nothing else than is said here.
    /// </summary>
    public JsonElement? Request { get; set; }

    /// <summary>Whether a stream is asked for, as a body may do as well. Default false.</summary>
    public bool Stream { get; set; }

    /// <summary>Whether it declares a tool; not with <c>request</c>, which says so itself. Default false.</summary>
    public bool Tools { get; set; }

    /// <summary>How many tokens it has, at least 0. Default about as many as <c>request</c> has, 0 without.</summary>
    public long? InputTokens { get; set; }

    /// <summary>The session that the client names. Default none.</summary>
    public string? Session { get; set; }

    /// <summary>The client's metadata. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}
