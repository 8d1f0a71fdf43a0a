using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Tests.Credentials;

namespace Headgate.Gateway.Tests.Config;

public sealed class ConfigLayersTests : IDisposable
{
    private static readonly string Secret = new('v', 32);

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Later_files_lie_over_earlier_ones_key_by_key_and_replace_lists()
    {
        _folder.Write("base.yaml",
            "server: { drain: 1s, listen: [http://127.0.0.1:1, http://127.0.0.1:2] }\nproviders: { a: { type: openai, api_key: k } }");
        _folder.Write(
            "over.yaml", "server: { listen: http://127.0.0.1:3 }\nproviders: { a: { api_key: l }, b: { type: openai, api_key: m } }");
        ConfigReading.Accepted config = ConfigFolder.Accepted(_folder.Source("base.yaml", "over.yaml").Read());
        Assert.Equal(TimeSpan.FromSeconds(1), config.Derived.Server.Drain);
        Assert.Equal(3, Assert.Single(config.Host.Listen).Port);
        Assert.Equal(["a:l", "b:m"], config.Derived.Providers.Select(provider => $"{provider.Name}:{provider.Credentials[0].Secret}"));
    }

    [Fact]
    public void Errors_name_the_file_they_stand_in()
    {
        _folder.Write("base.yaml", "server: { drain: 1x }");
        _folder.Write("over.yaml", "log:\n  retention: 1x");
        Assert.Equal(
            [(_folder.Path("base.yaml"), 1, 18), (_folder.Path("over.yaml"), 2, 14)],
            ConfigFolder.Refused(_folder.Source("base.yaml", "over.yaml").Read()).Select(error => (error.File, error.Line, error.Column)));
    }

    [Fact]
    public void A_flag_wins_over_a_variable_over_a_file_over_the_default()
    {
        _folder.Write("headgate.yaml", "server: { listen: http://127.0.0.1:1, admin: http://127.0.0.1:2, data: /file }");
        _folder.Variables["HEADGATE_ADMIN"] = "http://127.0.0.1:3";
        _folder.Variables["HEADGATE_DATA"] = "/variable";
        HostOptions host = ConfigFolder.Accepted(new ConfigSource(_folder.Inputs() with { Data = "/flag" }, _folder.Time).Read()).Host;
        Assert.Equal((1, 3, "/flag"), (host.Listen.Single().Port, host.Admin.Port, host.DataFolder));
    }

    [Fact]
    public void An_error_in_a_flag_or_variable_names_it()
    {
        _folder.Variables["HEADGATE_ADMIN"] = "nowhere";
        _folder.Variables["HEADGATE_VIRTUAL_KEY"] = "too-short";
        ImmutableArray<ConfigError> errors = ConfigFolder.Refused(
            new ConfigSource(_folder.Inputs() with { Listen = "http://x/y" }, _folder.Time).Read());
        Assert.Equal(["--listen", "HEADGATE_ADMIN", "HEADGATE_VIRTUAL_KEY"], errors.Select(error => error.File));
        Assert.StartsWith("HEADGATE_VIRTUAL_KEY: keys.key: this is shorter than 32 characters", errors[2].ToString());
    }

    [Fact]
    public void The_file_of_the_folder_is_found_and_the_variables_files_are_read()
    {
        _folder.Write("headgate.yaml", "log: { retention: 2d }");
        Assert.Equal(2, ConfigFolder.Accepted(_folder.Source().Read()).Derived.Log.Retention.TotalDays);
        _folder.Write("a.yaml", "log: { retention: 3d }");
        _folder.Write("b.yaml", "log: { bodies: full }");
        _folder.Variables["HEADGATE_CONFIG"] = $"{_folder.Path("a.yaml")}{Path.PathSeparator}{_folder.Path("b.yaml")}";
        Assert.Equal(new LogOptions { KeepsBodies = true, Retention = TimeSpan.FromDays(3) },
            ConfigFolder.Accepted(_folder.Source().Read()).Derived.Log);
    }

    [Fact]
    public void Without_a_file_the_vendors_with_a_key_and_the_simulator_are_on()
    {
        _folder.Variables["OPENAI_API_KEY"] = "sk-one";
        _folder.Variables["ANTHROPIC_API_KEY"] = "";
        _folder.Variables["GEMINI_API_KEY"] = "g";
        ConfigInputs inputs = _folder.Inputs() with { SimulatorUrl = new Uri("http://127.0.0.1:5/v1") };
        ConfigReading.Accepted config = ConfigFolder.Accepted(new ConfigSource(inputs, _folder.Time).Read());
        Assert.Equal(["gemini", "openai", "sim"], config.Derived.Providers.Select(provider => provider.Name));
        Assert.Equal(new Endpoint(new Uri("http://127.0.0.1:5/v1"), true, null, null, null), config.Derived.Providers[2].Endpoint);
        Assert.Equal("sk-one", config.Derived.Providers[1].Credentials[0].Secret);
        Assert.True(config.NeedsSimulator);
        Assert.Empty(config.Warnings);
        Assert.Equal("gemini/gemini-2.5-pro", config.Derived.Models.Find("gemini-2.5-pro")?.Name);
        Assert.Equal("openai/gpt-5", config.Derived.Models.Find("gpt-5")?.Name);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public void Bedrock_is_on_with_a_key_and_a_region(string variable)
    {
        _folder.Variables["AWS_BEARER_TOKEN_BEDROCK"] = "b-one";
        Assert.Equal(["sim"], Names(_folder.Inputs()));
        _folder.Variables[variable] = "eu-west-3";
        Assert.Equal(["bedrock", "sim"], Names(_folder.Inputs()));

        IEnumerable<string> Names(ConfigInputs inputs) => ConfigFolder
            .Accepted(new ConfigSource(inputs with { SimulatorUrl = new Uri("http://127.0.0.1:5/v1") }, _folder.Time).Read())
            .Derived.Providers.Select(provider => provider.Name);
    }

    [Fact]
    public void Bedrocks_address_follows_from_its_region_and_is_a_public_one()
    {
        ConfigReading.Accepted config = _folder.Accept(
            """
            providers:
              key: { type: bedrock, region: eu-west-3, api_key: b-one }
              signed: { type: bedrock, region: eu-west-3, access_key_id: A, secret_access_key: s, session_token: t, base_url: http://10.0.0.5:1/x }
            """);
        Assert.Equal(
            [
                new Endpoint(new Uri("https://bedrock-runtime.eu-west-3.amazonaws.com"), false, null, null, null),
                new Endpoint(new Uri("http://10.0.0.5:1/x"), true, null, null, null),
            ],
            config.Derived.Providers.Select(provider => provider.Endpoint));
        Assert.Equal(["b-one", "s"], config.Derived.Providers.Select(provider => provider.Credentials[0].Secret));
    }

    [Fact]
    public void Clouds_are_on_when_all_that_they_need_is_set()
    {
        _folder.Write("account.json", TestAccount.Json());
        _folder.Variables["AZURE_OPENAI_API_KEY"] = "k";
        _folder.Variables["AZURE_OPENAI_ENDPOINT"] = "https://res.openai.azure.com/";
        _folder.Variables["GOOGLE_APPLICATION_CREDENTIALS"] = _folder.Path("account.json");
        _folder.Variables["GOOGLE_CLOUD_PROJECT"] = "my-project";
        _folder.Variables["GOOGLE_CLOUD_LOCATION"] = "eu";
        ConfigReading.Accepted config = ConfigFolder.Accepted(_folder.Source().Read());
        Assert.Empty(config.Warnings);
        Assert.Equal(["azure-openai", "vertex", "sim"], config.Derived.Providers.Select(provider => provider.Name));
        Assert.Equal("https://res.openai.azure.com/", config.Derived.Providers[0].Endpoint.BaseUrl.AbsoluteUri);
        Assert.Equal("https://aiplatform.eu.rep.googleapis.com/v1", config.Derived.Providers[1].Endpoint.BaseUrl.AbsoluteUri);
        Assert.False(config.Derived.Providers[1].Endpoint.IsWritten);
        _folder.Write("account.json", "no");
        Assert.True(config.ReadFiles.HasChanged());
    }

    [Theory]
    [InlineData("AZURE_OPENAI_API_KEY", "k", "this vendor is not served, because `AZURE_OPENAI_ENDPOINT` is not set")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "none.json", "this vendor is not served, because `GOOGLE_CLOUD_PROJECT` is not set")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "none.json", "this vendor is not served: there is no such file", "GOOGLE_CLOUD_PROJECT")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS", "user.json", "this vendor is not served: the file is not the key file of a service account",
        "GOOGLE_CLOUD_PROJECT")]
    public void A_cloud_that_lacks_something_is_not_served_and_does_not_hinder_the_rest(string variable, string value, string warning, string? more = null)
    {
        _folder.Write("user.json", TestAccount.Json(type: "authorized_user"));
        _folder.Variables[variable] = variable == "AZURE_OPENAI_API_KEY" ? value : _folder.Path(value);
        if (more is not null)
        {
            _folder.Variables[more] = "p";
        }

        ConfigReading.Accepted config = ConfigFolder.Accepted(_folder.Source().Read());
        Assert.Equal(["sim"], config.Derived.Providers.Select(provider => provider.Name));
        Assert.StartsWith($"{variable}: {warning}", Assert.Single(config.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_file_only_what_it_declares_is_on()
    {
        _folder.Variables["OPENAI_API_KEY"] = "sk-one";
        Assert.Empty(_folder.Accept("log: {}").Derived.Providers);
        ConfigReading.Accepted config = _folder.Accept("providers: { there: { type: simulator, base_url: http://127.0.0.1:6/v1 } }");
        Assert.False(config.NeedsSimulator);
        Assert.Equal(6, config.Derived.Providers[0].Endpoint.BaseUrl.Port);
    }

    [Fact]
    public void Key_and_token_of_the_environment_are_added_to_those_of_the_files()
    {
        _folder.Variables["HEADGATE_VIRTUAL_KEY"] = Secret;
        _folder.Variables["HEADGATE_ADMIN_TOKEN"] = "admin-token-of-env";
        ConfigReading.Accepted config = _folder.Accept("""
            providers: { pretend: { type: simulator } }
            keys: { name: a, sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 }
            admin: { tokens: [ { name: ops, token: 0123456789abcdef, role: viewer } ] }
            """);
        Assert.Equal(["a", "environment"], config.Derived.Keys.Select(key => key.Name));
        Assert.Equal(["*", "pretend/*"], config.Derived.Keys[1].Models);
        Assert.Equal(KeyDigest.Of(Secret), config.Derived.Keys[1].Digest);
        Assert.Equal(["ops:Viewer", "environment:Admin"], config.Derived.AdminTokens.Select(token => $"{token.Name}:{token.Role}"));
    }

    [Fact]
    public void A_key_that_is_in_the_file_and_in_the_environment_is_one_key()
    {
        _folder.Variables["HEADGATE_VIRTUAL_KEY"] = Secret;
        Assert.Equal("mine", Assert.Single(_folder.Accept("keys: { name: mine, key: \"${HEADGATE_VIRTUAL_KEY}\" }").Derived.Keys).Name);
    }

    [Fact]
    public void The_hash_tells_content_and_not_its_form()
    {
        string hash = _folder.Accept("server: { drain: 5s }\nlog: { bodies: full }").Derived.Hash;
        Assert.Equal(hash, _folder.Accept("# a comment\nserver:\n    drain: 5s\nlog:\n  bodies: full\n").Derived.Hash);
        Assert.NotEqual(hash, _folder.Accept("server: { drain: 6s }\nlog: { bodies: full }").Derived.Hash);
    }

    [Fact]
    public void The_hash_changes_with_a_variable_and_with_a_file_that_is_named()
    {
        const string Yaml = "keys: { name: a, key: \"${file:secret}${V}\" }";
        var hashes = new HashSet<string>();
        foreach ((string file, string variable) in new[] { (Secret, "a"), (Secret, "b"), ($"x{Secret}", "a") })
        {
            _folder.Write("secret", file);
            _folder.Variables["V"] = variable;
            hashes.Add(_folder.Accept(Yaml).Derived.Hash);
        }

        Assert.Equal(3, hashes.Count);
    }
}
