using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads what a request has beside its conversation and its tools.</summary>
internal sealed class MessagesSettings
{
    private static readonly JsonPlace Metadata = new("$.metadata");

    private readonly MessagesModes _modes = new();
    private ExtraList _extras = new(WireProtocol.AnthropicMessages);
    private Given<long>? _maxTokens;
    private Given<double>? _temperature;
    private Given<double>? _topP;
    private Given<long>? _topK;
    private Given<ImmutableArray<string>>? _stop;
    private Given<string>? _serviceTier;
    private Given<string>? _endUser;

    /// <summary>Takes a member of the request.</summary>
    public void Read(ref JsonWalk walk, ReadOnlySpan<byte> name)
    {
        if (!TryReadNumber(ref walk, name) && !TryReadOther(ref walk, name) && !_modes.TryRead(ref walk, name))
        {
            _extras.Take(name, ref walk, default);
        }
    }

    /// <summary>The request with what was read.</summary>
    public ChatRequest ApplyTo(ChatRequest request) => request with
    {
        MaxOutputTokens = _maxTokens,
        Temperature = _temperature,
        TopP = _topP,
        TopK = _topK,
        Stop = _stop,
        ServiceTier = _serviceTier,
        EndUser = _endUser,
        ToolChoice = _modes.ToolChoice,
        ParallelToolCalls = _modes.ParallelToolCalls,
        Reasoning = _modes.Reasoning,
        Format = _modes.Format,
        Extras = [.. _extras.ToImmutable(), .. _modes.Extras],
    };

    private bool TryReadNumber(ref JsonWalk walk, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("max_tokens"u8))
        {
            _maxTokens = Whole(walk, "$.max_tokens");
        }
        else if (name.SequenceEqual("temperature"u8))
        {
            _temperature = Number(walk, "$.temperature");
        }
        else if (name.SequenceEqual("top_p"u8))
        {
            _topP = Number(walk, "$.top_p");
        }
        else if (name.SequenceEqual("top_k"u8))
        {
            _topK = Whole(walk, "$.top_k");
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadOther(ref JsonWalk walk, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("stop_sequences"u8))
        {
            _stop = new Given<ImmutableArray<string>>(ReadStop(ref walk), "$.stop_sequences");
        }
        else if (name.SequenceEqual("service_tier"u8))
        {
            _serviceTier = new Given<string>(walk.Text(new JsonPlace("$.service_tier")), "$.service_tier");
        }
        else if (name.SequenceEqual("metadata"u8))
        {
            ReadMetadata(ref walk);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadMetadata(ref JsonWalk walk)
    {
        walk.EnterObject(Metadata);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("user_id"u8))
            {
                _endUser = new Given<string>(walk.Text(Metadata, "user_id"), "$.metadata.user_id");
            }
            else
            {
                _extras.Take(name, ref walk, Metadata);
            }
        }
    }

    private static ImmutableArray<string> ReadStop(ref JsonWalk walk)
    {
        ImmutableArray<string>.Builder sequences = ImmutableArray.CreateBuilder<string>();
        walk.EnterArray(new JsonPlace("$.stop_sequences"));
        while (walk.NextElement())
        {
            sequences.Add(walk.Text(new JsonPlace("$.stop_sequences[{0}]", sequences.Count)));
        }

        return sequences.DrainToImmutable();
    }

    private static Given<long> Whole(in JsonWalk walk, string path) => new(walk.Whole(new JsonPlace(path)), path);

    private static Given<double> Number(in JsonWalk walk, string path) => new(walk.Number(new JsonPlace(path)), path);
}
