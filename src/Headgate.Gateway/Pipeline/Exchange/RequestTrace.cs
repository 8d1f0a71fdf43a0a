using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Admit;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What is known so far of one request: each room notes what it found, and at the end it becomes the one record.</summary>
internal sealed class RequestTrace(
    string id, DateTimeOffset arrived, NativeProtocol protocol, IClientRequest request, ConfigSnapshot config, TimeProvider time)
{
    /// <summary>How much of a body is kept with the record, where bodies are kept.</summary>
    private const int KeptBodyBytes = 1 << 20;

    private const int LongestResponseId = 200;

    private readonly List<AttemptTrace> _attempts = [];
    private Inbound? _inbound;
    private string? _model;
    private RequestOptions? _options;
    private AttemptTrace? _latest;
    private AttemptTrace? _beginning;
    private volatile bool _hasLeft;
    private int _statusSeen;
    private long _dispatchedAt;
    private ArrayBufferWriter<byte>? _reply;
    private byte[]? _requestBody;

    public string Id { get; } = id;

    /// <summary>When it arrived.</summary>
    public DateTimeOffset Arrived { get; } = arrived;

    public NativeProtocol Protocol { get; } = protocol;

    public IClientRequest Request { get; } = request;

    /// <summary>The timestamp of arrival.</summary>
    public long ArrivedAt { get; } = time.GetTimestamp();

    /// <summary>Upstream calls so far, in order.</summary>
    public IReadOnlyList<AttemptTrace> Attempts => _attempts;

    /// <summary>Who is calling; null before it is known.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>What metrics call the model; null before it is known.</summary>
    public string? Alias { get; private set; }

    /// <summary>True when the client is told what a translation could not carry.</summary>
    public bool TellsLosses { get; private set; }

    /// <summary>What a split dealt to it; null without one.</summary>
    public Assignment? Assignment { get; private set; }

    /// <summary>How the key's request rate stands; null when it has no limit.</summary>
    public RateState? Rate { get; set; }

    /// <summary>How the key's token rate stands; null when it has no limit.</summary>
    public RateState? TokenRate { get; set; }

    /// <summary>The tokens taken of the key's minute; null when it has no limit.</summary>
    public TokenTurn? Turn { get; set; }

    /// <summary>What the request may spend; null where its key has no budget.</summary>
    public Spending? Spending { get; set; }

    /// <summary>The right to answer under its <c>Idempotency-Key</c>; null where it has none.</summary>
    public ReplayClaim? Claim { get; set; }

    /// <summary>The id of the request whose answer was given again; null when it was answered by itself.</summary>
    public string? ReplayOf { get; set; }

    /// <summary>The stream that was being relayed; null without one.</summary>
    public StreamReading? Seen { get; set; }

    /// <summary>What its calls used, whatever became of them; null when no vendor has said.</summary>
    public Usage? Usage
    {
        get
        {
            Usage? all = null;
            foreach (AttemptTrace attempt in _attempts)
            {
                all = Usage.Of(all, attempt.Usage);
            }

            return all;
        }
    }

    /// <summary>What its calls cost: a failed one is paid for too. Null when that is not known of one that used something, or that answered.</summary>
    public Money? Cost
    {
        get
        {
            Money all = Money.Zero;
            foreach (AttemptTrace attempt in _attempts)
            {
                if (attempt.Cost is { } cost)
                {
                    all += cost;
                }
                else if (attempt.Usage is not null || ReferenceEquals(attempt, Answering))
                {
                    return null;
                }
            }

            return all;
        }
    }

    /// <summary>What its calls are known to have cost so far, one of which is still open.</summary>
    /// <param name="open">The one that is open.</param>
    /// <param name="usage">What that one has used by now.</param>
    /// <param name="tier">The class of service in which its vendor says that it served it; null while it has not said.</param>
    public Money CostWith(AttemptTrace open, Usage usage, string? tier)
    {
        Money all = open.CostOf(usage, tier) ?? Money.Zero;
        foreach (AttemptTrace attempt in _attempts)
        {
            all += attempt.Cost ?? Money.Zero;
        }

        return all;
    }

    /// <summary>True when some of what it used was estimated here.</summary>
    public bool IsEstimated => _attempts.Exists(static attempt => attempt.IsEstimated);

    /// <summary>About how many tokens it sends; 0 while its body is not read.</summary>
    public long InputTokens { get; private set; }

    public string? ResponseId
    {
        get;
        set => field = value?.Length > LongestResponseId ? value[..LongestResponseId] : value;
    }

    /// <summary>The status sent; 0 while none is.</summary>
    public int Status { get; set; }

    /// <summary>The error's code; null while all is well.</summary>
    public string? Code { get; set; }

    /// <summary>The attempt that answered; null while none has.</summary>
    public AttemptTrace? Answering { get; private set; }

    /// <summary>True once the body has asked for a stream.</summary>
    public bool IsStream => _inbound?.IsStream ?? false;

    /// <summary>The way back to a client that may leave without ending its call; null where its leaving ends it.</summary>
    public Farewell? Farewell { get; set; }

    /// <summary>True once all of the answer was sent.</summary>
    public bool IsDelivered { get; set; }

    /// <summary>True once the client left a call that may go on without it.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>True when the answer came to its end after the client had left.</summary>
    public bool IsDrained { get; set; }

    /// <summary>True while a vendor has the whole request, and has not failed.</summary>
    public bool IsAtVendor => _latest is { IsSent: true, Fault: null };

    public TimeSpan Elapsed => time.GetElapsedTime(ArrivedAt);

    public TimeSpan? FirstToken => (_beginning ?? Answering)?.FirstContentAt is { } at ? time.GetElapsedTime(ArrivedAt, at) : null;

    public void Identified(Caller caller) => Caller = caller;

    public void Received(Inbound inbound)
    {
        _inbound = inbound;
        InputTokens = inbound.InputTokens;
        if (config.Log.KeepsBodies)
        {
            _requestBody = inbound.Body.Written.Span[..Math.Min(inbound.Body.Length, KeptBodyBytes)].ToArray();
            _reply = new ArrayBufferWriter<byte>();
        }
    }

    /// <summary>What is known of a request whose body is not read: the model it names, and its headers' options.</summary>
    public void Passes(string? model, RequestOptions options) => (_model, _options) = (model, options);

    public void Resolved(ModelAlias alias) => (Alias, TellsLosses) = (alias.Label, alias.OnLoss != OnLoss.Allow);

    public void Planned(AttemptPlan plan) => Assignment = plan.Assignment;

    /// <summary>The client left before all was sent: the status is the one it saw, or 499 when it saw none.</summary>
    public void Departed()
    {
        Code = "client_closed";
        Status = (_hasLeft ? _statusSeen : Status) is var seen and not 0 ? seen : 499;
    }

    /// <summary>The client left, and the call may go on.</summary>
    public void Left() => (_statusSeen, _hasLeft) = (Status, true);

    public void Dispatched(AttemptTrace attempt)
    {
        _attempts.Add(attempt);
        _latest = attempt;
        _dispatchedAt = _dispatchedAt == 0 ? attempt.SentAt : _dispatchedAt;
    }

    public void Answered(AttemptTrace attempt) => Answering = attempt;

    /// <summary>Another call goes on with the answer that this one began.</summary>
    public void Continues(AttemptTrace begun) => _beginning ??= begun;

    /// <summary>Keeps a piece of the reply, where bodies are kept.</summary>
    public void Replied(ReadOnlySpan<byte> piece)
    {
        if (_reply is { WrittenCount: < KeptBodyBytes } reply)
        {
            reply.Write(piece[..Math.Min(piece.Length, KeptBodyBytes - reply.WrittenCount)]);
        }
    }

    private ImmutableArray<AttemptRecord> Attempted()
    {
        var records = new AttemptRecord[_attempts.Count];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = _attempts[i].ToRecord();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(records);
    }

    private string? Address() =>
        config.Server.TrustedProxies.IsEmpty ? Request.Connection.Address : ClientAddress.Of(Request, config.Server.TrustedProxies)?.ToString();

    /// <summary>The record of it all. Called once, at the end.</summary>
    public RequestRecord ToRecord()
    {
        VirtualKey? key = Caller?.Key;
        return new RequestRecord
        {
            Id = Id,
            Time = Arrived,
            Protocol = Protocol.Protocol,
            KeyId = key?.Id,
            Key = key?.Name,
            Team = key?.Team,
            Model = _inbound is { Model.Length: > 0 } named ? named.Model : _model,
            Stream = IsStream,
            Target = Answering?.Target.Name,
            Provider = Answering?.Target.Provider.Name,
            Status = Status,
            Code = Code,
            Attempts = Attempted(),
            Usage = Usage,
            Cost = Cost,
            IsEstimated = IsEstimated,
            IsDrained = IsDrained,
            ReplayOf = ReplayOf,
            Queue = time.GetElapsedTime(ArrivedAt, _dispatchedAt == 0 ? time.GetTimestamp() : _dispatchedAt),
            Connect = Answering?.Connect.Elapsed ?? TimeSpan.Zero,
            FirstToken = FirstToken,
            Total = Elapsed,
            Session = (_inbound?.Options ?? _options)?.Session,
            Tags = key?.Tags ?? ImmutableSortedDictionary<string, string>.Empty,
            Metadata = (_inbound?.Options ?? _options)?.Metadata ?? ImmutableSortedDictionary<string, string>.Empty,
            Losses = LossNames.Lines(Answering?.Losses),
            Variant = Assignment is { } dealt
                ? new VariantRecord(dealt.Variant, dealt.Probability, Answering is { } answering ? dealt.Of(answering.Target) : null)
                : null,
            VendorRequestId = Answering?.VendorRequestId,
            ResponseId = ResponseId,
            ClientAddress = Address(),
            RequestBody = _requestBody,
            ReplyBody = _reply?.WrittenSpan.ToArray(),
        };
    }
}
