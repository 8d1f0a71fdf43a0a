using System.Collections.Frozen;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>
/// The members of a request that mean the same in Chat Completions and in Responses, and nothing to anybody else:
/// https://platform.openai.com/docs/api-reference, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal static class SharedMembers
{
    /// <summary>How much is said; stands in <c>text</c> of Responses, and at the top of chat.</summary>
    private const string Verbosity = "verbosity";

    private static readonly JsonPlace Text = new("$.text");

    private static readonly FrozenSet<string> AtTheTop = FrozenSet.Create(
        StringComparer.Ordinal, "metadata", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention");

    /// <summary>True for a member of either protocol that the other one takes too.</summary>
    public static bool Has(Extra extra) => IsVerbosity(extra)
        || (extra.Protocol is WireProtocol.OpenAIChat or WireProtocol.OpenAIResponses && extra.Parent == default && AtTheTop.Contains(extra.Name));

    /// <summary>True for the one of them that has another place in each.</summary>
    public static bool IsVerbosity(Extra extra) => extra.Name == Verbosity && extra.Protocol switch
    {
        WireProtocol.OpenAIChat => extra.Parent == default,
        WireProtocol.OpenAIResponses => extra.Parent == Text,
        _ => false,
    };
}
