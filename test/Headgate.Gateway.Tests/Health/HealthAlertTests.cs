using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Health;

public sealed class HealthAlertTests : IHealthWatch
{
    private static readonly AttemptFailure Refusal = new(UpstreamFault.Auth, "the vendor refused sk-secret") { Status = 401 };
    private static readonly AttemptFailure Sickness = new(UpstreamFault.ServerError, "500") { Status = 500 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly List<HealthAlert> _told = [];

    void IHealthWatch.Take(HealthAlert alert) => _told.Add(alert);

    [Fact]
    public void A_refused_credential_is_told_once_a_parking_without_a_word_of_the_vendors()
    {
        Target target = Target();
        HealthBook book = new(_time, NullLogger.Instance, this);
        TargetCall[] calls = [Enter(book, target), Enter(book, target)];

        Array.ForEach(calls, call => call.Failed(Refusal, TimeSpan.Zero));

        DateTimeOffset now = _time.GetUtcNow();
        Assert.Equal(
            new HealthAlert(HealthAlertKind.CredentialParked, target.Provider.Name, target.Credential.Id, null, "refused", now, now.AddSeconds(30)),
            Assert.Single(_told));
        _time.Advance(TimeSpan.FromSeconds(31));
        Enter(book, target).Failed(Refusal, TimeSpan.Zero);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public void A_circuit_is_told_once_when_it_opens_and_once_when_it_closes()
    {
        Target target = Target();
        HealthBook book = new(_time, NullLogger.Instance, this);
        TargetCall[] calls = [.. Enumerable.Range(0, 15).Select(_ => Enter(book, target))];

        Array.ForEach(calls, call => call.Failed(Sickness, TimeSpan.Zero));
        _time.Advance(TimeSpan.FromSeconds(6));
        Enter(book, target).Failed(Sickness, TimeSpan.Zero); // the probe fails: still the same trouble
        _time.Advance(TimeSpan.FromSeconds(11));
        Enter(book, target).Answered();

        Assert.Equal([HealthAlertKind.CircuitOpened, HealthAlertKind.CircuitClosed], _told.Select(alert => alert.Kind));
        Assert.Equal((target.UpstreamModel, "failures", TimeSpan.FromSeconds(5)), (_told[0].Model, _told[0].Reason, _told[0].Until - _told[0].At));
        Assert.Null(_told[1].Until);
    }

    [Fact]
    public void What_a_callers_own_credential_meets_is_not_told()
    {
        HealthBook book = new(_time, NullLogger.Instance, this);
        Target target = book.Apart(Target());

        target.Health!.TryEnter(target, isStream: false, inputTokens: 1)!.Failed(Refusal, TimeSpan.Zero);

        Assert.Empty(_told);
    }

    private static TargetCall Enter(HealthBook book, Target target) => book.Of(target).TryEnter(target, isStream: false, inputTokens: 1)!;

    private static Target Target() => new(
        PipelineRig.Vendor("acme", "https://acme.test/v1", "openai-compatible", [WireProtocol.OpenAIChat]), "m", new Credential("acme#3fd2a9c1", "sk-secret"));
}
