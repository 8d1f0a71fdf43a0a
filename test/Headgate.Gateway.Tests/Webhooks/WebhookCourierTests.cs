using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Webhooks;

public sealed class WebhookCourierTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<byte> Secret = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly ListOutbox _outbox = new();
    private readonly Receiver _receiver = new();
    private readonly OperatorAlerts _alerts = new(() => true);
    private readonly WebhookCourier _courier;

    public WebhookCourierTests() =>
        _courier = new WebhookCourier(_alerts, _outbox, _receiver, _receiver, _time, NullLogger<WebhookCourier>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _courier.DisposeAsync();
        _receiver.Dispose();
    }

    [Fact]
    public async Task An_alert_goes_out_signed_and_once()
    {
        _courier.Start();
        Assert.True(_alerts.TryTake(Alert()));
        Assert.True(_alerts.TryTake(Alert()));

        Call call = await _receiver.NextAsync();

        Assert.Equal(new Uri("https://ops.example/hook"), call.Url);
        Assert.Equal(Noon.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), call.Timestamp);
        byte[] signed = HMACSHA256.HashData(Secret.AsSpan(), Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.{call.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(signed)}", call.Signature);
        Assert.Equal(
            """{"type":"budget.soft_limit","timestamp":"2026-11-22T12:00:00Z","data":{"scope":"team","id":"core","name":"core","period":"day","timezone":"UTC","""
            + "\"started_at\":\"2026-11-22T00:00:00Z\",\"resets_at\":\"2026-11-23T00:00:00Z\",\"limit_usd\":\"0.00000001\",\"soft_usd\":\"0.000000008\","
            + "\"spent_usd\":\"0.000000009\",\"held_usd\":\"0.000000001\"}}",
            call.Body);
        await _courier.DisposeAsync();
        Assert.Equal(1, _receiver.Calls);
        Assert.Empty(_outbox.Waiting);
    }

    [Fact]
    public async Task A_parked_credential_is_told_signed_like_the_rest()
    {
        _courier.Start();
        ((IHealthWatch)_alerts).Take(
            new HealthAlert(HealthAlertKind.CredentialParked, "acme", "acme#3fd2a9c1", "m", "refused", Noon, Noon.AddSeconds(30)));

        Call call = await _receiver.NextAsync();

        byte[] signed = HMACSHA256.HashData(Secret.AsSpan(), Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.{call.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(signed)}", call.Signature);
        Assert.Equal(
            """{"type":"credential.parked","timestamp":"2026-11-22T12:00:00Z","data":{"provider":"acme","credential":"acme#3fd2a9c1","target":"acme/m","""
            + "\"reason\":\"refused\",\"at\":\"2026-11-22T12:00:00Z\",\"until\":\"2026-11-22T12:00:30Z\"}}",
            call.Body);
    }

    [Fact]
    public async Task What_is_not_received_comes_again_for_a_day_with_the_same_id_and_is_then_given_up()
    {
        _receiver.Status = HttpStatusCode.InternalServerError;
        _courier.Start();
        _alerts.TryTake(Alert());
        Call first = await _receiver.NextAsync();
        // How far the clock runs ahead of the courier does not matter: what is overdue is sent.
        using CancellationTokenSource end = new(Patience.Limit);
        while (_outbox.Waiting.Length > 0 && !end.IsCancellationRequested)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await _courier.DisposeAsync();
        Assert.Equal(12, _receiver.Calls);
        Call last = first;
        while (_receiver.TryNext(out Call call))
        {
            Assert.Equal((first.Id, first.Body), (call.Id, call.Body));
            Assert.NotEqual(last.Signature, call.Signature);
            last = call;
        }

        Assert.True(DateTimeOffset.FromUnixTimeSeconds(long.Parse(last.Timestamp, System.Globalization.CultureInfo.InvariantCulture)) - Noon > TimeSpan.FromHours(23));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_not_received()
    {
        _receiver.Status = HttpStatusCode.Redirect;
        _courier.Start();
        _alerts.TryTake(Alert());

        await _receiver.NextAsync();
        await _courier.DisposeAsync();

        Assert.Single(_outbox.Waiting);
    }

    [Fact]
    public async Task What_is_told_while_it_ends_waits_in_the_outbox_for_the_next_start()
    {
        _alerts.TryTake(Alert());

        await _courier.DisposeAsync();

        Assert.Single(_outbox.Waiting);
        await using WebhookCourier next = new(new OperatorAlerts(() => true), _outbox, _receiver, _receiver, _time, NullLogger<WebhookCourier>.Instance);
        next.Start();
        Assert.Equal(_outbox.All[0].Id, (await _receiver.NextAsync()).Id);
    }

    private static BudgetAlert Alert()
    {
        Budget budget = new(new BudgetScope(BudgetScopeKind.Team, "core"), new Money(10), BudgetPeriod.Day, TimeZoneInfo.Utc) { SoftLimit = new Money(8) };
        return new BudgetAlert(BudgetAlertKind.SoftLimit, budget, BudgetSpan.At(Noon, budget.Period, budget.Zone), new Money(9), new Money(1));
    }

    private readonly record struct Call(Uri Url, string Id, string Timestamp, string Signature, string Body);

    private sealed class Receiver : HttpMessageHandler, IUpstreamConnections, ISnapshotSource
    {
        private readonly PipelineRig _rig = new();
        private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
        private int _count;

        public Receiver()
        {
            ConfigSnapshot plain = _rig.Current;
            Current = new ConfigSnapshot
            {
                Hash = plain.Hash,
                Server = plain.Server,
                Providers = plain.Providers,
                Models = plain.Models,
                Keys = plain.Keys,
                AdminTokens = plain.AdminTokens,
                Log = plain.Log,
                AuthRequired = plain.AuthRequired,
                Webhook = new WebhookOptions(new Uri("https://ops.example/hook"), Secret),
            };
        }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

        public int Calls => Volatile.Read(ref _count);

        public ConfigSnapshot Current { get; }

        public Task<Call> NextAsync() => _calls.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        public bool TryNext(out Call call) => _calls.Reader.TryRead(out call);

        public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

        public HttpMessageInvoker ForStranger(Uri url) => throw new NotSupportedException();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            string Header(string name) => request.Headers.GetValues(name).Single();
            Interlocked.Increment(ref _count);
            await _calls.Writer.WriteAsync(
                new Call(request.RequestUri!, Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body), CancellationToken.None);
            return new HttpResponseMessage(Status);
        }

        protected override void Dispose(bool disposing)
        {
            _rig.Dispose();
            base.Dispose(disposing);
        }
    }
}
