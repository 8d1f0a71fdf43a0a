using System.Diagnostics;
using System.Diagnostics.Metrics;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Telemetry;

/// <summary>
/// The process' own measurements, named by OpenTelemetry's GenAI conventions where they have a name. Labels come from the config and
/// closed sets, never from what a client wrote: their number is bounded.
/// </summary>
public sealed class GatewayMeter : IDisposable
{
    /// <summary>The name to subscribe to.</summary>
    public const string Name = "Headgate";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> TokenCounts = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304],
    };

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<long> _tokens;
    private readonly Counter<long> _attempts;
    private readonly Counter<double> _overrun;

    /// <param name="sink">Whose drops and backlog are shown.</param>
    /// <param name="open">Requests open now.</param>
    /// <param name="draining">Those of them whose clients have left.</param>
    public GatewayMeter(IRecordSink sink, Func<int> open, Func<int> draining)
    {
        _duration = _meter.CreateHistogram("gen_ai.server.request.duration", "s", "From arrival to the last byte.", advice: Seconds);
        _firstToken = _meter.CreateHistogram("gen_ai.server.time_to_first_token", "s", "From arrival to the first content.", advice: Seconds);
        _tokens = _meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens as the provider counted them.", advice: TokenCounts);
        _attempts = _meter.CreateCounter<long>("headgate.upstream.calls", "{call}", "Calls to providers, by how they ended.");
        _overrun = _meter.CreateCounter<double>(
            "headgate.budgets.overrun", "{USD}", "What requests of keys with budgets came to beyond what was held for them.");
        _meter.CreateObservableUpDownCounter("headgate.requests.open", open, "{request}", "Requests that have not ended.");
        _meter.CreateObservableUpDownCounter(
            "headgate.requests.draining", draining, "{request}", "Requests that are read to their end though their clients have left.");
        _meter.CreateObservableCounter("headgate.records.dropped", () => sink.Dropped, "{record}", "Request records lost because the log could not keep up.");
        _meter.CreateObservableUpDownCounter("headgate.records.pending", () => sink.Pending, "{record}", "Request records not yet durable.");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Tokens(long? count, string type, RequestTrace trace)
    {
        if (count is { } tokens && _tokens.Enabled)
        {
            _tokens.Record(tokens, new TagList
            {
                { "gen_ai.operation.name", trace.Protocol.Name },
                { "gen_ai.provider.name", trace.Answering?.Target.Provider.Row.Type },
                { "gen_ai.request.model", trace.Alias },
                { "gen_ai.token.type", type },
            });
        }
    }

    internal void Overran(Money more) => _overrun.Add((double)more.Nanodollars / 1_000_000_000);

    internal void Ended(RequestTrace trace, RequestRecord record)
    {
        foreach (AttemptTrace attempt in trace.Attempts)
        {
            _attempts.Add(1, new("provider", attempt.Target.Provider.Name), new("fault", attempt.Fault ?? "none"));
        }

        if (!_duration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "gen_ai.operation.name", trace.Protocol.Name },
            { "gen_ai.provider.name", trace.Answering?.Target.Provider.Row.Type },
            { "gen_ai.request.model", trace.Alias },
            { "http.response.status_code", record.Status },
            { "error.type", record.Code },
        };
        _duration.Record(record.Total.TotalSeconds, tags);
        if (record is { Stream: true, FirstToken: { } firstToken })
        {
            _firstToken.Record(firstToken.TotalSeconds, tags);
        }
    }
}
