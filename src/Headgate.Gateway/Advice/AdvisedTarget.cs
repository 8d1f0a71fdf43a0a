using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Advice;

/// <summary>A provider's model with one of the provider's credentials.</summary>
public sealed record AdvisedTarget
{
    /// <summary><c>provider/upstream-model</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The credential's id, which does not give it away.</summary>
    public required string Credential { get; init; }

    /// <summary>Host and port, where the provider has several servers; else null.</summary>
    public string? Server { get; init; }

    /// <summary>The protocol that the call is written anew in; null where it goes as it is.</summary>
    public WireProtocol? TranslatedTo { get; init; }

    /// <summary>Its place in the plan, from 1 on; null when it is not in it.</summary>
    public int? Order { get; init; }

    /// <summary>Whether it may be called.</summary>
    public TargetState State { get; init; }

    /// <summary>When it may be called again; null when it may be now.</summary>
    public DateTimeOffset? Until { get; init; }
}
