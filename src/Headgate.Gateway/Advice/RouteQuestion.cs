using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Advice;

/// <summary>What would become of a request like this one.</summary>
public sealed record RouteQuestion
{
    /// <summary>The model's name, as a client sends it.</summary>
    public required string Model { get; init; }

    /// <summary>Whose request it is; null for one of somebody who may use everything, as where no key is asked for.</summary>
    public VirtualKey? Key { get; init; }

    /// <summary>The client's protocol. Default OpenAI's chat completions.</summary>
    public WireProtocol Protocol { get; init; } = WireProtocol.OpenAIChat;

    /// <summary>The request's body, a JSON object in the client's protocol; empty for one that asks for no more than is said here.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True when a stream is asked for, as the body may do as well.</summary>
    public bool IsStream { get; init; }

    /// <summary>True when it declares a tool. With a body, that says it.</summary>
    public bool HasTools { get; init; }

    /// <summary>How many tokens it has; default about as many as the body has, and next to none without.</summary>
    public long? InputTokens { get; init; }

    /// <summary>The session that the client names; null without one.</summary>
    public string? Session { get; init; }

    /// <summary>The client's metadata.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
