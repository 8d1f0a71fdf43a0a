using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat;

/// <summary>
/// A request to a chat model, in no vendor's words: the hub between the protocols. Immutable. Bytes in it (images, schemas, arguments)
/// are slices of the body it was read from, and live as long.
/// </summary>
/// <remarks>What was not sent is null or empty; a client's <c>null</c> counts as not sent, as every protocol here has it.</remarks>
public sealed record ChatRequest
{
    /// <summary>The protocol the client speaks: whose paths a <see cref="Loss"/> is told in.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The conversation. Instructions are messages of the roles system and developer, at the beginning or in between.
    /// </summary>
    public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>What the model may call; default nothing.</summary>
    public ImmutableArray<Tool> Tools { get; init; } = [];

    /// <summary>Whether and what the model must call; null = its own choice.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>False = at most one call in a turn; null = the vendor's default.</summary>
    public Given<bool>? ParallelToolCalls { get; init; }

    /// <summary>The form the answer must have; null = text.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>The most tokens of the answer, reasoning included; null = the vendor's default.</summary>
    public Given<long>? MaxOutputTokens { get; init; }

    /// <summary>Randomness, as the client's protocol scales it (OpenAI 0–2, Anthropic 0–1); null = the vendor's default.</summary>
    public Given<double>? Temperature { get; init; }

    /// <summary>Nucleus sampling, 0–1; null = the vendor's default.</summary>
    public Given<double>? TopP { get; init; }

    /// <summary>Sampling from the k likeliest tokens; null = the vendor's default.</summary>
    public Given<long>? TopK { get; init; }

    /// <summary>For repeatable answers, where the vendor knows it; null = none.</summary>
    public Given<long>? Seed { get; init; }

    /// <summary>−2 to 2: against saying the same words; null = the vendor's default.</summary>
    public Given<double>? FrequencyPenalty { get; init; }

    /// <summary>−2 to 2: for new words; null = the vendor's default.</summary>
    public Given<double>? PresencePenalty { get; init; }

    /// <summary>True = the answer tells the tokens' log probabilities; null = not asked for.</summary>
    public Given<bool>? LogProbabilities { get; init; }

    /// <summary>How many likeliest tokens are told at each place; null = none.</summary>
    public Given<long>? TopLogProbabilities { get; init; }

    /// <summary>Where the answer stops; null = nowhere.</summary>
    public Given<ImmutableArray<string>>? Stop { get; init; }

    /// <summary>How many answers (<c>n</c>); null = one.</summary>
    public Given<long>? Choices { get; init; }

    /// <summary>How much to think; null = the model's default.</summary>
    public Reasoning? Reasoning { get; init; }

    /// <summary>The vendor's class of service, as the client's protocol names it; null = the vendor's default.</summary>
    public Given<string>? ServiceTier { get; init; }

    /// <summary>Who uses the application, for the vendor's abuse detection; null = not said.</summary>
    public Given<string>? EndUser { get; init; }

    /// <summary>True when the answer is to be streamed.</summary>
    public bool IsStream { get; init; }

    /// <summary>True when the client wants the usage in the stream, in a protocol where it has to ask.</summary>
    public bool WantsUsage { get; init; }

    /// <summary>
    /// True when the last message is the beginning of the very answer that is asked for, and the model is to go on with it; default false.
    /// </summary>
    public bool ContinuesAnswer { get; init; }

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
