using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Some traffic through the production pipeline, with only the clock, the chance, the vendors and the log replaced, and then a while
/// in which all are well again. All that happens follows from the seed.
/// </summary>
internal sealed partial class SimulatedWorld : ISnapshotSource, IDisposable
{
    /// <summary>Pieces of text in a whole answer that is streamed.</summary>
    public const int TextPieces = 4;

    private const int MostCredentials = 3;
    private const int Requests = 60;

    /// <summary>Of so many, the later ones meet a world that has healed, and does not know it yet.</summary>
    private const int RequestsBeforeHealing = 45;

    /// <summary>After this, every pause that began before the healing is over.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(240);

    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly SimulatedVendors _vendors;
    private readonly ListSink _sink = new();
    private readonly ListLogger<Headgate.Gateway.Pipeline.Pipeline> _logger = new();
    private readonly Headgate.Gateway.Pipeline.Pipeline _pipeline;
    private readonly Dictionary<string, SimulatedRequest> _requests = [];
    private readonly ImmutableArray<SimulatedAlias> _aliases;
    private readonly ImmutableArray<SimulatedProvider> _providers;
    private readonly TimeSpan[] _arrivals;
    private readonly TimeSpan _recoveredAt;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        _arrivals = DrawArrivals();
        _recoveredAt = _arrivals[^1] + LongestPause;
        _vendors = new SimulatedVendors(new Random(_random.Next()), _time, _arrivals[RequestsBeforeHealing]);
        _providers = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(DrawProvider)];
        _aliases = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(DrawAlias)];
        Current = MakeConfig();
        _pipeline = new(this, _vendors, _sink, new ListLedger(), new BudgetBook(), new ListObjects(), new MemorySpool(), EndUserVeil.Keyless, (ulong)seed, _time, _logger);
    }

    public ConfigSnapshot Current { get; private set; }

    /// <summary>Upstream calls made.</summary>
    public int Calls => _vendors.Calls.Count;

    /// <summary>How often a target was found sick.</summary>
    public int Openings => _logger.Lines.Count(line => line.Contains("fails", StringComparison.Ordinal));

    /// <summary>Requests that have waited for a place.</summary>
    public int Queued => _sink.Records.Count(record => record.Queue > TimeSpan.Zero);

    /// <summary>Calls that were made beside others.</summary>
    public int Hedges => _sink.Records.Sum(record => record.Attempts.Count(attempt => attempt.IsHedge));

    /// <summary>Calls that were to go on with an answer.</summary>
    public int Continuations => _sink.Records.Sum(record => record.Attempts.Count(attempt => attempt.IsContinuation));

    /// <summary>All that went out, for comparison.</summary>
    public string Story => string.Join('\n', _vendors.Calls);

    /// <summary>Lets it all happen; gives what must not have.</summary>
    public IReadOnlyList<string> Run()
    {
        foreach (TimeSpan at in _arrivals)
        {
            string model = _aliases[_random.Next(_aliases.Length)].Name;
            _time.At(at, () => Send(model));
        }

        _time.At(_arrivals[_random.Next(Requests)], () => Current = MakeConfig());
        SendToAllOnceRecovered();
        _time.RunTo(_recoveredAt + LongestPause);
        _time.Finish(Task.WhenAll(_requests.Values.Select(request => request.Served!))); // what a broken stream has used may be counted elsewhere
        Check();
        return _vendors.Violations;
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _vendors.Dispose();
        _time.Dispose();
    }

    private void SendToAllOnceRecovered()
    {
        for (int i = 0; i < MostCredentials; i++)
        {
            _time.At(_recoveredAt + TimeSpan.FromSeconds(i), () =>
            {
                for (int provider = 0; provider < _providers.Length; provider++)
                {
                    Send($"p{provider}/m");
                }
            });
        }
    }

    private void Send(string model)
    {
        bool isRaw = _time.Now < _recoveredAt && _random.Next(8) == 0 && SpeaksOpenAI(model);
        var request = new SimulatedRequest($"r{_requests.Count}", model, _time.Now, isRaw ? RequestKind.Image : (RequestKind)_random.Next(3));
        _requests.Add(request.Id, request);
        request.Served = request.SendTo(_pipeline);
        if (_random.Next(20) == 0 && _time.Now < _recoveredAt)
        {
            request.Leaves = true;
            _time.At(_time.Now + TimeSpan.FromMilliseconds(_random.Next(3_000)), () => Leave(request));
        }
    }

    /// <summary>The world stands still until the request has ended.</summary>
    private void Leave(SimulatedRequest request)
    {
        request.Departed.Cancel();
        Require(_time.Finish(request.Served!), $"{request.Id} goes on without its client");
    }

    private void Check()
    {
        Require(_logger.Lines.All(line => !line.Contains("bug", StringComparison.Ordinal)), "a bug was met");
        Require(_sink.Records.Count == _requests.Count, $"{_requests.Count} requests left {_sink.Records.Count} records");
        Require(_sink.Records.Select(record => record.Id).Distinct().Count() == _requests.Count, "two records of one request");
        Require(_pipeline.Open == 0, "requests are open");
        foreach ((TargetKey key, TargetHealth health) in _pipeline.Health.Targets)
        {
            Require(health.IsWell, $"{key.Credential} is held for sick");
            Require(health.InFlight == 0, $"{key.Credential} has {health.InFlight} calls under way");
        }

        ILookup<string, VendorCall> calls = _vendors.Calls.ToLookup(call => call.Request);
        foreach (SimulatedRequest request in _requests.Values)
        {
            CheckRequest(request, [.. calls[request.Id]]);
        }

        CheckRepeats(calls);
    }

    private void CheckRequest(SimulatedRequest request, VendorCall[] calls)
    {
        Require(request.Served!.IsCompletedSuccessfully, $"{request.Id} has not ended");
        int most = _aliases.FirstOrDefault(alias => alias.Name == request.Model)?.MaxAttempts ?? Current.Server.MaxAttempts;
        Require(calls.Length <= most, $"{request.Id} made {calls.Length} calls");
        bool resumes = _aliases.Any(alias => alias.Name == request.Model && alias.Resumes);
        bool hasHedge = _aliases.Any(alias => alias.Name == request.Model && alias.HedgeAfter is not null);
        if (!request.Leaves && request.Reply.Headers.TryGetValue("x-headgate-request-id", out string? id))
        {
            RequestRecord? record = _sink.Records.Find(record => record.Id == id);
            Require(record?.Attempts.Length == calls.Length, $"{request.Id} made {calls.Length} calls, and its record has {record?.Attempts.Length}");
            Require(record?.Status == request.Reply.Status, $"{request.Id} was told {request.Reply.Status}, and its record has {record?.Status}");
        }

        (int Call, int Piece)[] told = PiecesIn(request.Reply.Text);
        Require(resumes || told.Select(piece => piece.Call).Distinct().Count() <= 1, $"{request.Id} was told the text of several calls");
        Require(request.Reply.Text.Split("[DONE]").Length <= 2, $"{request.Id} was told its end twice");
        Require(told.Select(piece => piece.Piece).SequenceEqual(Enumerable.Range(0, told.Length)), $"{request.Id} was told text twice, or not in order: {string.Join(" ", told)} by {string.Join("; ", calls)}");
        bool isWhole = request.Reply is { Status: 200, WasAborted: false } && !request.Leaves && !request.Reply.Text.Contains("\"error\"", StringComparison.Ordinal);
        Require(!isWhole || told.Length == (request.Kind is RequestKind.Stream or RequestKind.AlsoStream ? TextPieces : 2), $"{request.Id} was told {told.Length} pieces as if they were all");
        Require(request.At < _recoveredAt || (isWhole && calls.Length <= (hasHedge ? 2 : 1)), $"{request.Id} was not served by a world that is well: {request.Reply.Status}");
    }

    /// <summary>
    /// Of the calls of a request, one that goes where the last one went is a repeat. It is granted when that one has failed, and the one beside it.
    /// </summary>
    private void CheckRepeats(ILookup<string, VendorCall> calls)
    {
        Dictionary<string, RequestRecord> records = _sink.Records.ToDictionary(record => record.Id);
        foreach (IGrouping<string, SimulatedRequest> model in _requests.Values.GroupBy(request => request.Model))
        {
            TimeSpan[] granted = [.. model.SelectMany(request => GrantedIn([.. calls[request.Id]], records[request.Reply.Headers["x-headgate-request-id"]]))
                .Order()];
            foreach (TimeSpan last in granted)
            {
                int made = granted.Count(at => at <= last && Second(at) > Second(last) - 10);
                int requests = model.Count(request => request.At <= last && Second(request.At) > Second(last) - 10);
                Require(made <= RetryBudget.Floor + (requests / RetryBudget.RequestsPerRepeat), $"{model.Key} repeats {made} times by {last}");
            }
        }
    }

    private static IEnumerable<TimeSpan> GrantedIn(VendorCall[] calls, RequestRecord record) =>
        from next in Enumerable.Range(1, Math.Max(0, calls.Length - 1))
        where calls[next].Credential == calls[next - 1].Credential
        select calls.Zip(record.Attempts).Take(next).Max(before => before.First.At + before.Second.Total);

    /// <summary>The pieces of text that a vendor's or the gateway's words have.</summary>
    public static (int Call, int Piece)[] PiecesIn(string words) =>
        [.. Piece().Matches(words).Select(match => (int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value)))];

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            _vendors.Violations.Add(violation);
        }
    }

    /// <summary>Some worlds are quiet, some busy.</summary>
    private TimeSpan[] DrawArrivals()
    {
        int longestGap = new[] { 60, 400, 3_000 }[_random.Next(3)];
        var arrivals = new TimeSpan[Requests];
        for (int i = 1; i < Requests; i++)
        {
            arrivals[i] = arrivals[i - 1] + TimeSpan.FromMilliseconds(_random.Next(longestGap));
        }

        return arrivals;
    }

    private SimulatedProvider DrawProvider(int index)
    {
        var provider = new SimulatedProvider(
            index, _random.Next(3) == 0 ? WireProtocol.AnthropicMessages : WireProtocol.OpenAIChat, _random.Next(1, MostCredentials + 1),
            _random.Next(4) == 0 ? new QueueLimits(_random.Next(1, 4), _random.Next(6), TimeSpan.FromSeconds(_random.Next(1, 5))) : null,
            _random.Next(2) == 0);
        if (provider.Queue is { } queue)
        {
            _vendors.Places.Add(provider.Host, queue.Places);
        }

        return provider;
    }

    /// <summary>An alias' targets are providers, or an alias that was drawn before it.</summary>
    private SimulatedAlias DrawAlias(int index)
    {
        int[] providers = [.. Enumerable.Range(0, _providers.Length).OrderBy(_ => _random.Next()).Take(_random.Next(1, _providers.Length + 1))];
        Strategy[] strategies = Enum.GetValues<Strategy>();
        return new SimulatedAlias(
            $"a{index}", strategies[_random.Next(strategies.Length)], [.. providers.Select(DrawTarget)], index > 0 && _random.Next(2) == 0 ? index - 1 : null,
            _random.Next(1, 4), _random.Next(1, 7), _random.Next(2) == 0 ? null : _random.Next(1, 4), _random.Next(2) == 0 ? null : _random.Next(50, 900),
            _random.Next(2) == 0);
    }

    private (int Provider, int Weight, int? Price) DrawTarget(int provider) =>
        (provider, _random.Next(1, 4), _random.Next(4) == 0 ? null : _random.Next(1, 1_000));

    /// <summary>True when some target of a model takes what is passed on as it is.</summary>
    private bool SpeaksOpenAI(string model) => _aliases.FirstOrDefault(alias => alias.Name == model) is { } alias
        && (alias.Targets.Any(target => _providers[target.Provider].Protocol == WireProtocol.OpenAIChat)
            || (alias.Nested is { } nested && SpeaksOpenAI(_aliases[nested].Name)));

    /// <summary>The config, made anew throughout each time.</summary>
    private ConfigSnapshot MakeConfig()
    {
        ImmutableArray<Provider> providers = [.. _providers.Select(provider => provider.Make())];
        var aliases = new List<ModelAlias>();
        foreach (SimulatedAlias alias in _aliases)
        {
            aliases.Add(alias.Make(providers, aliases));
        }

        return new ConfigSnapshot
        {
            Hash = "simulated",
            Server = new ServerOptions(),
            Providers = providers,
            Models = new ModelTable([.. aliases], providers),
            Keys = new KeyRing([new VirtualKey { Id = "key_1", Name = "tests", Digest = KeyDigest.Of(PipelineRig.Secret), Layer = ConfigLayer.File }]),
            AdminTokens = [],
            Log = new LogOptions(),
            AuthRequired = true,
        };
    }

    private static long Second(TimeSpan at) => (long)at.TotalSeconds;

    [GeneratedRegex(@"<(\d+):(\d+)>")]
    private static partial Regex Piece();
}
