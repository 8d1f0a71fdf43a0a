using Headgate.Gateway.Config.Conditions;

namespace Headgate.Gateway.Tests.Config.Conditions;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("key: ci", true)]
    [InlineData("key: prod", false)]
    [InlineData("team: platform", true)]
    [InlineData("model: chat", true)]
    [InlineData("stream: true", true)]
    [InlineData("stream: false", false)]
    [InlineData("session: { exists: false }", true)]
    [InlineData("session: a", false)]
    [InlineData("tags.env: prod", true)]
    [InlineData("tags.none: prod", false)]
    [InlineData("input_tokens: { gt: 999 }", true)]
    [InlineData("input_tokens: { gt: 1000 }", false)]
    [InlineData("input_tokens: { lt: 1001, gt: 999.5 }", true)]
    [InlineData("input_tokens: 1000", true)]
    [InlineData("request.metadata.tier: pro", true)]
    [InlineData("request.metadata.tier: Pro", false)]
    [InlineData("request.metadata.a.b: c", true)]
    [InlineData("request.metadata.beta: true", true)]
    [InlineData("request.metadata.seats: { gt: 9 }", true)]
    [InlineData("request.metadata.tier: { gt: 9 }", false)]
    [InlineData("request.metadata.tier: { lt: 9 }", false)]
    [InlineData("request.metadata.seats: 12", true)]
    [InlineData("request.parameters.max_tokens: 100", true)]
    [InlineData("request.parameters.max_tokens: \"100\"", false)]
    [InlineData("request.parameters.temperature: { lt: 0.51 }", true)]
    [InlineData("request.parameters.service_tier: flex", true)]
    [InlineData("request.parameters.service_tier: { matches: \"^fl.x$\" }", true)]
    [InlineData("request.parameters.stop: { exists: true }", true)]
    [InlineData("request.parameters.stop: a", false)]
    [InlineData("request.parameters.seed: { exists: false }", true)]
    [InlineData("request.parameters.store: true", true)]
    [InlineData("request.parameters.store: { not: true }", false)]
    public void Fields_hold_what_the_request_has(string yaml, bool holds) => Holds(yaml, holds);

    [Theory]
    [InlineData("team: { in: [core, platform] }", true)]
    [InlineData("team: { in: [core, other] }", false)]
    [InlineData("team: { not: core }", true)]
    [InlineData("team: { not: [core, platform] }", false)]
    [InlineData("tags.none: { not: core }", true)]
    [InlineData("tags.none: { in: [core] }", false)]
    [InlineData("tags.none: { gt: 1 }", false)]
    [InlineData("tags.none: { matches: \".*\" }", false)]
    [InlineData("tags.none: { exists: true }", false)]
    [InlineData("model: { matches: ha }", true)]
    [InlineData("model: { matches: \"^ha\" }", false)]
    public void Operators_mean_what_they_say(string yaml, bool holds) => Holds(yaml, holds);

    [Theory]
    [InlineData("{ team: platform, key: ci }", true)]
    [InlineData("{ team: platform, key: prod }", false)]
    [InlineData("all: [ { team: platform }, { key: ci } ]", true)]
    [InlineData("all: [ { team: platform }, { key: no } ]", false)]
    [InlineData("any: [ { team: core }, { key: ci } ]", true)]
    [InlineData("any: [ { team: core }, { key: no } ]", false)]
    [InlineData("none: [ { team: core }, { key: no } ]", true)]
    [InlineData("none: [ { team: core }, { key: ci } ]", false)]
    [InlineData("none: { team: core }", true)]
    [InlineData("{ any: [ { all: [ { key: ci }, { none: [ { stream: true } ] } ] }, { team: platform } ], model: chat }", true)]
    public void Conditions_combine(string yaml, bool holds) => Holds(yaml, holds);

    [Fact]
    public void A_request_whose_body_is_not_read_has_no_parameters_and_no_size()
    {
        var facts = new RequestFacts { Model = "chat" };
        Assert.False(Facts.Condition("request.parameters.max_tokens: { exists: true }").Holds(facts));
        Assert.False(Facts.Condition("input_tokens: { lt: 5 }").Holds(facts));
        Assert.True(Facts.Condition("key: { exists: false }").Holds(facts));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void Text_beyond_the_bound_matches_nothing(int length, bool holds)
    {
        RequestFacts facts = Facts.Of($$"""{"model":"chat","user":"{{new string('a', length)}}"}""");
        Assert.Equal(holds, Facts.Condition("request.parameters.user: { matches: a }").Holds(facts));
        Assert.True(Facts.Condition("request.parameters.user: { exists: true }").Holds(facts));
    }

    [Fact]
    public void Tells_which_part_does_not_hold()
    {
        Condition when = Facts.Condition("{ key: ci, all: [ { tags.env: prod }, { input_tokens: { gt: 5000 } } ] }");
        Assert.Equal("input_tokens > 5000", when.Failing(Facts.Request).ToString());
        Assert.Equal("key is ci and tags.env is prod and input_tokens > 5000", when.ToString());
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        Condition[] conditions =
        [
            .. new[]
            {
                "request.metadata.tier: { in: [pro, max] }", "tags.env: { not: dev }", "request.parameters.service_tier: { matches: ^f }",
                "request.parameters.max_tokens: { gt: 5 }", "any: [ { key: a }, { model: chat } ]",
            }.Select(Facts.Condition),
        ];
        long spent = long.MaxValue;
        for (int round = 0; round < 20 && spent > 0; round++) // the first rounds build the automata
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (Condition condition in conditions)
            {
                Assert.True(condition.Holds(Facts.Request));
            }

            spent = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, spent);
    }

    private static void Holds(string yaml, bool holds) => Assert.Equal(holds, Facts.Condition(yaml).Holds(Facts.Request));
}
