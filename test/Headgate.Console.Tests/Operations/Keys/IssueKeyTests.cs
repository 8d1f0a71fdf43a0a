using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Keys;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Console.Tests.Operations.Keys;

/// <summary>The door of the command line: the operation itself, without HTTP.</summary>
public sealed class IssueKeyTests
{
    private readonly MemoryStore _store = new();
    private readonly IssueKey _issue;

    public IssueKeyTests() =>
        _issue = new(new KeyDirectory(_store, new MemoryConfig(_store)), new AuditTrail(new MemoryAudit(), NullLogger<AuditTrail>.Instance), new FakeTimeProvider(), NullLogger<IssueKey>.Instance);

    [Fact]
    public async Task Works_without_a_web_server()
    {
        Outcome<KeyView> outcome = await RunAsync(Actor.Local);

        Assert.True(outcome.Succeeded);
        Assert.Equal(46, outcome.Value.Secret!.Length);
        Assert.DoesNotContain(outcome.Value.Secret, outcome.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_the_role_whichever_door_it_is_run_through()
    {
        Outcome<KeyView> outcome = await RunAsync(new Actor("guest", AdminRole.Viewer));

        Assert.Equal(ProblemCode.Forbidden, outcome.Problem?.Code);
        Assert.Empty(await _store.KeysAsync(default));
    }

    private ValueTask<Outcome<KeyView>> RunAsync(Actor actor) =>
        _issue.RunAsync(new IssueKeyInput { Name = "web" }, actor, TestContext.Current.CancellationToken);
}
