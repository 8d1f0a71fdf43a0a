using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What is known so far of one upstream call.</summary>
/// <param name="target">What is called.</param>
/// <param name="time">The clock.</param>
/// <param name="call">The call, as the target's health sees it; null where no plan led to it.</param>
internal sealed class AttemptTrace(Target target, TimeProvider time, TargetCall? call = null)
{
    private TimeSpan? _total;
    private Money? _cost;

    /// <summary>The timestamp of its beginning.</summary>
    public long SentAt { get; } = time.GetTimestamp();

    public Target Target { get; } = target;

    public ConnectTrace Connect { get; } = new();

    /// <summary>What the target costs; null where its vendor charges nothing for such calls. Default: not known.</summary>
    public ModelPrices? Prices { get; init; } = ModelPrices.Unknown;

    /// <summary>True when it was made beside another, whose first token was late.</summary>
    public bool IsHedge { get; init; }

    /// <summary>True when it went on with an answer that another call had begun.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>The most tokens of each answer, where a strict budget bounded them and not the client; null otherwise.</summary>
    public long? GivenBound { get; init; }

    /// <summary>What it used; null while the vendor has not said.</summary>
    public Usage? Usage { get; private set; }

    /// <summary>The class of service in which the vendor says that it served it; null while it has not said.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>What it cost; null while that is not known.</summary>
    public Money? Cost => Prices is null ? Money.Zero : _cost;

    /// <summary>The credential as it was sent, to keep it out of what the vendor says; null before, or without one. Never recorded.</summary>
    public string? Secret { get; set; }

    /// <summary>True once the vendor has been sent all of the request: from then on it may be at work, and charge for it.</summary>
    public bool IsSent { get; set; }

    public int? Status { get; set; }

    public string? VendorRequestId { get; set; }

    /// <summary>What a translated call could not carry so far; null on the native lane.</summary>
    public LossList? Losses { get; set; }

    /// <summary>Why it failed, in the words of <c>fallback_on</c>; null while it has not.</summary>
    public string? Fault { get; private set; }

    private string? Detail { get; set; }

    /// <summary>The timestamp of the first content (of the headers, when not streamed); null while none has come.</summary>
    public long? FirstContentAt { get; private set; }

    /// <summary>The stream that is read; null without one.</summary>
    public StreamReading? Stream { get; set; }

    /// <summary>What a whole answer says whose vendor does not tell how much that was; null otherwise.</summary>
    public ProducedText? Said { get; set; }

    /// <summary>True when the vendor may have worked on the request, and its answer was given up or lost on the way.</summary>
    public bool IsLost => IsSent && (Status, Fault) is (null, "timeout" or "client_closed" or "outrun")
        or (>= 200 and < 300, "timeout" or "client_closed" or "outrun" or "connection");

    /// <summary>True when the vendor did not tell all that was used, and the rest was estimated here.</summary>
    public bool IsEstimated { get; private set; }

    /// <summary>What it used as far as can be told here, where the vendor has not told all.</summary>
    public void Estimated(Usage usage)
    {
        IsEstimated = true;
        (_cost, Usage) = (CostOf(usage, ServiceTier), usage);
    }

    /// <summary>What so much costs in a call that was sent when this one was; null while that is not known.</summary>
    public Money? CostOf(Usage usage, string? tier) => Prices?.Cost(usage, time.GetUtcNow() - time.GetElapsedTime(SentAt), tier);

    /// <summary>Counts what was sent in a call that was given up or lost; the vendor will not say any more.</summary>
    public void EstimateLost(long inputTokens)
    {
        if (Prices is not null && IsLost && Usage is null)
        {
            Estimated(new Usage { InputText = inputTokens, OutputText = 0 });
        }
    }

    /// <summary>A call used this, whatever became of it: each call of an attempt is priced by itself.</summary>
    public void Used(Usage? usage, string? tier)
    {
        ServiceTier = tier ?? ServiceTier;
        if (usage is not null)
        {
            Money? cost = CostOf(usage, ServiceTier);
            (_cost, Usage) = (Usage is null ? cost : _cost + cost, Usage.Of(Usage, usage));
        }
    }

    public void FirstContent() => FirstContentAt ??= time.GetTimestamp();

    public void Ended() => _total ??= time.GetElapsedTime(SentAt);

    /// <summary>How long it took, or has taken so far.</summary>
    public TimeSpan Elapsed => _total ?? time.GetElapsedTime(SentAt);

    /// <summary>The call, as the target's health sees it; null where no plan led to it.</summary>
    public TargetCall? Call => call;

    /// <summary>It failed before its first content.</summary>
    /// <returns>The failure, with the time until which the target is parked.</returns>
    public AttemptFailure Failed(AttemptFailure failure)
    {
        Failed(FaultNames.Of(failure.Fault), failure.Detail);
        return call?.Failed(failure, time.GetElapsedTime(SentAt)) ?? failure;
    }

    /// <summary>It broke off after its first content.</summary>
    public void Broke(AttemptFailure failure)
    {
        Failed(FaultNames.Of(failure.Fault), failure.Detail);
        call?.Broke(failure);
    }

    public void Failed(string fault, string detail)
    {
        Fault ??= fault;
        Detail ??= detail;
        Ended();
    }

    /// <summary>It was given up, since the call beside it answered first. Nothing is held against the target but how long it took.</summary>
    public void Outrun() => GivenUp("outrun", "The call beside it answered first.");

    /// <summary>It was given up before its first content, since the client left. Nothing is held against the target but how long it took.</summary>
    public void Deserted() => GivenUp("client_closed", "The client left.");

    /// <summary>The call answered: with the first content of a stream, or with all.</summary>
    public void Answered(bool isStream, Usage? usage)
    {
        if (isStream)
        {
            call?.FirstContent(time.GetElapsedTime(SentAt, FirstContentAt ?? time.GetTimestamp()), usage);
        }
        else
        {
            call?.Whole(time.GetElapsedTime(SentAt), usage);
        }
    }

    /// <summary>Nothing more will come of the stream.</summary>
    public void StreamEnded(Usage? usage)
    {
        if (Fault is null && FirstContentAt is { } began)
        {
            call?.Streamed(time.GetElapsedTime(began), usage);
        }

        call?.Leave();
    }

    private void GivenUp(string fault, string detail)
    {
        call?.GivenUp(time.GetElapsedTime(SentAt));
        Failed(fault, detail);
    }

    public AttemptRecord ToRecord() => new()
    {
        Target = Target.Name,
        Credential = Target.Credential.Id,
        Status = Status,
        Fault = Fault,
        Detail = Detail,
        Connect = Connect.Elapsed,
        FirstToken = FirstContentAt is { } at ? time.GetElapsedTime(SentAt, at) : null,
        Total = Elapsed,
        VendorRequestId = VendorRequestId,
        Usage = Usage,
        ServiceTier = ServiceTier,
        Cost = Cost,
        GivenBound = GivenBound,
        IsHedge = IsHedge,
        IsContinuation = IsContinuation,
    };
}
