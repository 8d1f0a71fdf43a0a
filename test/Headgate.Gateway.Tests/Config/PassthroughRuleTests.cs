using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

public sealed class PassthroughRuleTests
{
    [Theory]
    [InlineData("GET /v1/models", "GET", "v1/models", true)]
    [InlineData("GET /v1/models", "POST", "v1/models", false)]
    [InlineData("GET /v1/models", "GET", "v1/models/a", false)]
    [InlineData("GET /v1/models", "GET", "v1/MODELS", false)]
    [InlineData("* /v1/models", "DELETE", "v1/models", true)]
    [InlineData("GET /v1/things/*", "GET", "v1/things/a", true)]
    [InlineData("GET /v1/things/*", "GET", "v1/things/a/b", false)]
    [InlineData("GET /v1/things/*", "GET", "v1/things", false)]
    [InlineData("GET /v1/*/x-*-y", "GET", "v1/a/x-1-y", true)]
    [InlineData("GET /v1/*/x-*-y", "GET", "v1/a/x-y", false)]
    [InlineData("GET /v1/**", "GET", "v1/a/b/c", true)]
    [InlineData("GET /v1/**", "GET", "v1", false)]
    public void Covers_a_method_and_a_path(string rule, string method, string path, bool covers)
    {
        Assert.Null(PassthroughRule.Parse(rule, out PassthroughRule parsed));
        Assert.Equal(covers, parsed.Covers(method, path.Split('/')));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("/v1/models")]
    [InlineData("get /v1/models")]
    [InlineData("GET v1/models")]
    [InlineData("GET /")]
    [InlineData("GET /v1//models")]
    [InlineData("GET /v1/../models")]
    [InlineData("GET /v1/models?x=1")]
    [InlineData("GET /v1/%6dodels")]
    [InlineData("GET /v1/**/models")]
    [InlineData("GET /v1/models extra")]
    public void What_is_no_rule_is_refused(string rule) => Assert.NotNull(PassthroughRule.Parse(rule, out _));
}
