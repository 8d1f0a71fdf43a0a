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

    /// <summary>True when a stream is asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>True when it declares a tool.</summary>
    public bool HasTools { get; init; }

    /// <summary>How many tokens it has; default next to none.</summary>
    public long InputTokens { get; init; }

    /// <summary>The session that the client names; null without one.</summary>
    public string? Session { get; init; }

    /// <summary>The client's metadata.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
