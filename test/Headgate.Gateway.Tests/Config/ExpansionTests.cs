using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

public sealed class ExpansionTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("${A}", "one")]
    [InlineData("x-${A}-${B}", "x-one-two")]
    [InlineData("${NONE:-three}", "three")]
    [InlineData("${EMPTY:-three}", "three")]
    [InlineData("${A:-three}", "one")]
    [InlineData("x${EMPTY}", "x")]
    [InlineData("${NONE:-}x", "x")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$$${A}", "$${A}")]
    [InlineData("$A $ {A}", "$A $ {A}")]
    [InlineData("${TRICKY}", "a: b\n- ${A} # c \"")]
    [InlineData("${file:secret}", "from the file")]
    [InlineData("${file:sub/../secret}!", "from the file!")]
    [InlineData("${A}$${B}${B}", "one${B}two")]
    public void Expands(string written, string meant)
    {
        _folder.Variables["A"] = "one";
        _folder.Variables["B"] = "two";
        _folder.Variables["EMPTY"] = "";
        _folder.Variables["TRICKY"] = "a: b\n- ${A} # c \"";
        _folder.Write("secret", "from the file\r\n");
        Directory.CreateDirectory(_folder.Path("sub"));
        string quoted = $"'{written}'";
        ConfigReading.Accepted config = _folder.Accept($$"""
            keys: [ { name: a, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, tags: { t: {{quoted}} } } ]
            """);
        Assert.Equal(meant, config.Derived.Keys[0].Tags["t"]);
    }

    [Fact]
    public void An_expanded_value_has_the_type_it_is_needed_as()
    {
        _folder.Variables["N"] = "7";
        Assert.Equal(7, _folder.Accept("server: { max_attempts: '${N}', max_body: '${N}KiB' }").Derived.Server.MaxAttempts);
    }

    [Theory]
    [InlineData("${NOT_SET}", "the environment variable `NOT_SET` is not set; set it, or give a default: `${NOT_SET:-…}`")]
    [InlineData("${A", "`${` without its `}`")]
    [InlineData("${not a name}", "what stands in `${}` is neither a variable's name nor `file:PATH`")]
    [InlineData("${}", "neither a variable's name")]
    [InlineData("${9}", "neither a variable's name")]
    [InlineData("${file:none}", "`none` is not to be had: there is no such file")]
    [InlineData("${file:.}", "`.` is not to be had")]
    public void Tells_what_cannot_be_expanded_where_it_stands(string written, string message)
    {
        ConfigError error = Assert.Single(_folder.Refuse($"providers:\n  a:\n    type: openai\n    api_key: \"{written}\""));
        Assert.Equal((4, 14, "providers.a.api_key"), (error.Line, error.Column, error.Path));
        Assert.Contains(message, error.ToString());
    }

    [Fact]
    public void Tells_that_a_variable_in_brackets_needs_quotes() =>
        Assert.Contains("inside `{}` and `[]` a `${VAR}` stands in quotes", Assert.Single(_folder.Refuse("server: { drain: ${A} }")).ToString());

    [Fact]
    public void Keys_are_not_expanded() =>
        Assert.Contains("unknown key", Assert.Single(_folder.Refuse("${A}: 5")).Message);

    [Fact]
    public void A_value_that_a_later_file_replaces_need_not_expand()
    {
        _folder.Write("base.yaml", "log: { retention: \"${NOT_SET}\" }");
        _folder.Write("over.yaml", "log: { retention: 5d }");
        Assert.Equal(TimeSpan.FromDays(5), ConfigFolder.Accepted(_folder.Source("base.yaml", "over.yaml").Read()).Derived.Log.Retention);
    }

    [Fact]
    public void Flags_and_variables_of_headgate_are_not_expanded()
    {
        ConfigInputs inputs = _folder.Inputs() with { Data = "${A}" };
        Assert.Equal("${A}", ConfigFolder.Accepted(new ConfigSource(inputs, _folder.Time).Read()).Host.DataFolder);
    }
}
