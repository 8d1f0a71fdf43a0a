using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;

namespace Headgate.Gateway.Tests.Config;

public sealed class StoredConfigTests : IDisposable
{
    private const string Secret = "sk-stored-0123456789";

    private static readonly string OneKey = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly string OtherKey = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());

    private readonly ConfigFolder _folder = new();
    private readonly MemoryConfigObjects _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stored_provider_and_an_alias_to_it_are_served_below_the_files()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}","base_url":"https://acme.example/v1"}"""));
        Done(await PutModel(config, "fast", """{"targets":[{"model":"acme/m1"},{"model":"openai/gpt-5-mini"}]}"""));

        LayeredConfig layered = Lay();
        Assert.Empty(layered.LeftOut);
        Provider acme = layered.Derived.Providers[^1];
        Assert.Equal(("acme", Secret, ConfigLayer.Store), (acme.Name, acme.Credentials[0].Secret, acme.Layer));
        Assert.Equal(ConfigLayer.File, layered.Derived.Providers[0].Layer);
        Assert.Equal(ConfigLayer.Store, layered.Derived.Models.Find("fast")!.Layer);
        Assert.NotEqual(Files().Derived.Hash, layered.Derived.Hash);
    }

    [Fact]
    public async Task No_secret_of_any_member_reaches_the_store_in_clear()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "a", $$"""
            {"type":"openai","api_keys":["{{Secret}}-1","{{Secret}}-2"],"headers":{"x-team":"{{Secret}}-3"},"proxy":"http://u:{{Secret}}-4@proxy:3128"}
            """));
        Done(await Put(config, "b", $$"""{"type":"openai","api_keys":"{{Secret}}-5"}"""));
        Done(await Put(config, "c", $$"""
            {"type":"bedrock","region":"us-east-1","access_key_id":"AKIA1","secret_access_key":"{{Secret}}-6","session_token":"{{Secret}}-7"}
            """));
        Done(await Put(config, "d", $$$"""
            {"type":"azure-openai","base_url":"https://x.openai.azure.com","entra":{"tenant_id":"t","client_id":"c","client_secret":"{{{Secret}}}-8"}}
            """));

        Assert.Equal(8, _store.Rows.Sum(row => row.Credentials.Length));
        foreach (ConfigObject row in _store.Rows)
        {
            Assert.DoesNotContain(Secret, row.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, row.ToString(), StringComparison.Ordinal);
            Assert.All(row.Credentials, credential => Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(credential.Envelope.AsSpan()), StringComparison.Ordinal));
        }

        LayeredConfig layered = Lay();
        Assert.Empty(layered.LeftOut);
        Assert.Equal([$"{Secret}-1", $"{Secret}-2"], layered.Derived.Providers.Single(provider => provider.Name == "a").Credentials.Select(each => each.Secret!));
        Assert.Equal($"{Secret}-3", layered.Derived.Providers.Single(provider => provider.Name == "a").Headers[0].Value);
    }

    [Theory]
    [InlineData("""{"type":"opnai","api_key":"k-12345678"}""", "did you mean `openai`?")]
    [InlineData("""{"type":"openai","api_key":"k-12345678","apikey":"x"}""", "unknown key")]
    [InlineData("""{"type":"openai"}""", "`api_key` is missing")]
    [InlineData("""{"type":"openai","api_key":"k-12345678","base_url":"https://user:pw@x.example"}""", "holds credentials")]
    [InlineData("""{"type":"openai","api_key":"k-12345678","base_url":"file:///etc/passwd"}""", "is no http or https URL")]
    [InlineData("""{"type":"openai","api_key":"k-12345678","ca":"/etc/passwd"}""", "names a file of the gateway's machine")]
    [InlineData("""{"type":"openai","api_key":"${HOME}"}""", "variables are expanded in files only")]
    [InlineData("""{"type":"simulator"}""", "is turned on in a config file")]
    [InlineData("""{"type":"openai","api_key":"***"}""", "there is none")]
    [InlineData("""{"type":"openai","api_key":"k-12345678","api_key":"k-87654321"}""", "written twice")]
    [InlineData("[]", "not a list")]
    [InlineData("\"x\"", "not a value")]
    public async Task A_wrong_provider_is_refused_before_it_is_stored(string body, string wrong)
    {
        using StoredConfig config = Config();
        ObjectChange.Refused refused = Assert.IsType<ObjectChange.Refused>(await Put(config, "acme", body));
        Assert.Contains(refused.Errors, error => error.ToString().Contains(wrong, StringComparison.Ordinal));
        Assert.All(refused.Errors, error => Assert.DoesNotContain("12345678", error.ToString(), StringComparison.Ordinal));
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task A_provider_that_callers_bring_credentials_for_needs_none_and_no_key_to_seal_it_with()
    {
        using StoredConfig config = Config(Vault.Closed);
        Done(await Put(config, "theirs", """{"type":"openai","byok":"only"}"""));
        Provider theirs = Lay().Derived.Providers[^1];
        Assert.Equal((true, true, null), (theirs.NeedsBroughtCredential, theirs.TakesBroughtCredentials, theirs.Credentials.Single().Secret));
    }

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        using StoredConfig config = Config();
        ObjectChange change = await Put(config, "a/b", """{"type":"openai","queue":{"length":1},"base_url":"nope","tpye":1}""");
        Assert.True(Assert.IsType<ObjectChange.Refused>(change).Errors.Length >= 3);
    }

    [Fact]
    public async Task The_files_keep_their_names_whichever_came_first()
    {
        using StoredConfig config = Config();
        Assert.IsType<ObjectChange.OfFiles>(await Put(config, "openai", """{"type":"openai","api_key":"k-12345678"}"""));
        Assert.IsType<ObjectChange.OfFiles>(await config.RemoveAsync(ConfigObjectKind.Provider, "openai", default));
        Assert.IsType<ObjectChange.Missing>(await config.RemoveAsync(ConfigObjectKind.Provider, "nobody", default));

        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}"}"""));
        _yaml = "providers: { acme: { type: anthropic, api_key: sk-file }, openai: { type: openai, api_key: sk-one } }";
        LayeredConfig layered = Lay();
        Assert.Equal("sk-file", layered.Derived.Providers.Single(provider => provider.Name == "acme").Credentials[0].Secret);
        Assert.Contains(layered.AllWarnings, warning => warning.ToString().Contains("store:providers/acme: providers.acme: this is not used", StringComparison.Ordinal));
        Assert.IsType<ObjectChange.OfFiles>(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678"}"""));
        Done(await config.RemoveAsync(ConfigObjectKind.Provider, "acme", default)); // what lies below can be cleared away
    }

    [Fact]
    public async Task The_store_cannot_give_targets_of_the_files_another_meaning()
    {
        _yaml = "providers: { openai: { type: openai, api_key: sk-one } }\n"
            + "models: { team/fast: { targets: [openai/gpt-5-mini] }, all: { targets: [team/fast] } }";
        _yaml = _yaml.Replace("[openai/gpt-5-mini]", "[{ model: openai/gpt-5-mini }]", StringComparison.Ordinal).Replace("[team/fast]", "[{ model: team/fast }]", StringComparison.Ordinal);
        using StoredConfig config = Config();
        ObjectChange change = await Put(config, "team", """{"type":"openai","api_key":"k-12345678"}""");
        Assert.Contains("begins with this name", Assert.Single(Assert.IsType<ObjectChange.Refused>(change).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_need_is_not_removed()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}"}"""));
        Done(await PutModel(config, "fast", """{"targets":[{"model":"acme/m1"}]}"""));
        ObjectChange.Refused refused = Assert.IsType<ObjectChange.Refused>(await config.RemoveAsync(ConfigObjectKind.Provider, "acme", default));
        Assert.Equal("store:models/fast", Assert.Single(refused.Errors).File);
        Assert.Equal(2, _store.Rows.Length);

        Done(await config.RemoveAsync(ConfigObjectKind.Model, "fast", default));
        Done(await config.RemoveAsync(ConfigObjectKind.Provider, "acme", default));
        Assert.Empty(_store.Rows);
    }

    [Fact]
    public async Task What_the_files_no_longer_carry_is_left_out_and_the_rest_is_served_and_can_be_changed()
    {
        using StoredConfig config = Config();
        Done(await PutModel(config, "one", """{"targets":[{"model":"openai/m"}]}"""));
        Done(await PutModel(config, "two", """{"targets":[{"model":"one"}]}"""));
        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}"}"""));
        _yaml = "providers: { claude: { type: anthropic, api_key: sk-two } }";

        LayeredConfig layered = Lay();
        Assert.Equal(["one", "two"], layered.LeftOut.Select(each => each.Name));
        Assert.Contains(layered.Derived.Providers, provider => provider.Name == "acme");
        Assert.Contains(layered.AllWarnings, warning => warning.Message.StartsWith("this stored model is left out", StringComparison.Ordinal));
        Done(await PutModel(config, "three", """{"targets":[{"model":"acme/m"}]}"""));
        Assert.IsType<ObjectChange.Refused>(await PutModel(config, "one", """{"targets":[{"model":"openai/other"}]}"""));
        Done(await PutModel(config, "one", """{"targets":[{"model":"acme/m"}]}"""));
        Assert.Empty(Lay().LeftOut);
    }

    [Fact]
    public async Task Three_stars_keep_a_secret_but_never_send_it_elsewhere()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$$"""{"type":"openai","api_key":"{{{Secret}}}","base_url":"https://acme.example/v1","headers":{"x-team":"blue"}}"""));
        Done(await Put(config, "acme", """{"type":"openai","api_key":"***","base_url":"https://acme.example/v1","headers":{"x-team":"***"},"models":["m"]}"""));
        Provider acme = Lay().Derived.Providers[^1];
        Assert.Equal((Secret, "blue", "m"), (acme.Credentials[0].Secret, acme.Headers[0].Value, acme.Models[0]));

        foreach (string body in (string[])[
            """{"type":"openai","api_key":"***","base_url":"https://evil.example/v1"}""",
            """{"type":"openai","api_key":"***"}""",
            """{"type":"mistral","api_key":"***","base_url":"https://acme.example/v1"}""",
            """{"type":"openai","api_key":"***","base_url":"https://acme.example/v1","proxy":"http://evil.example:1"}""",
            """{"type":"openai","api_key":"***","base_url":"https://acme.example/v1","replicas":["http://evil.example:1"]}"""])
        {
            Assert.Contains(
                Assert.IsType<ObjectChange.Refused>(await Put(config, "acme", body)).Errors,
                error => error.Message.Contains("the same address", StringComparison.Ordinal));
        }

        Done(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678","base_url":"https://other.example/v1"}"""));
    }

    [Fact]
    public async Task Without_a_key_no_secret_is_taken_while_what_has_none_is()
    {
        using StoredConfig config = Config(Vault.Closed);
        Assert.IsType<ObjectChange.Locked>(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678"}"""));
        Done(await Put(config, "local", """{"type":"vllm","base_url":"http://10.0.0.5:8000/v1"}"""));
        Assert.IsType<Resealing.Locked>(await config.ResealAsync(default));
    }

    [Fact]
    public async Task A_version_that_is_no_longer_there_is_not_replaced()
    {
        using StoredConfig config = Config();
        long first = Done(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678"}""")).After!.Version;
        Assert.IsType<ObjectChange.Outdated>(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678"}""", first + 1));
        Assert.IsType<ObjectChange.Outdated>(await Put(config, "none", """{"type":"openai","api_key":"k-12345678"}""", 1));
        ObjectChange.Done second = Done(await Put(config, "acme", """{"type":"openai","api_key":"k-12345678"}""", first));
        Assert.Equal(first, second.Before!.Version);
        Assert.True(second.After!.Version > first);
    }

    [Fact]
    public async Task What_was_changed_in_the_database_is_left_out_and_says_why()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}","base_url":"https://acme.example/v1"}"""));
        ConfigObject row = _store.Rows[0];
        foreach (ConfigObject changed in (ConfigObject[])[
            row with { Body = row.Body.Replace("acme.example", "evil.example", StringComparison.Ordinal) },
            row with { Name = "other" }, row with { Version = 99 }, row with { Credentials = [row.Credentials[0] with { Id = "api_keys[0]" }] }])
        {
            _store.Rows = [changed];
            LeftOutObject left = Assert.Single(Lay().LeftOut);
            Assert.Contains("was changed after it was sealed", Assert.Single(left.Errors).Message, StringComparison.Ordinal);
            Assert.Single(await StoredConfig.UnreadableAsync(_store, Key(OneKey), default));
        }

        _store.Rows = [row with { Body = "{" }];
        Assert.NotEmpty(Lay().LeftOut);
        Done(await config.RemoveAsync(ConfigObjectKind.Provider, "acme", default));
    }

    [Fact]
    public async Task Another_key_is_told_from_a_changed_row_and_a_missing_one_from_both()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$"""{"type":"openai","api_key":"{{Secret}}"}"""));
        string other = Assert.Single(await StoredConfig.UnreadableAsync(_store, Key(OtherKey), default)).ToString();
        Assert.Contains($"sealed with the key {Key(OneKey).KeyId}, and HEADGATE_SECRET_KEY is {Key(OtherKey).KeyId}", other, StringComparison.Ordinal);
        Assert.Contains("HEADGATE_SECRET_KEY_PREVIOUS", other, StringComparison.Ordinal);
        Assert.Contains("headgate providers remove acme", other, StringComparison.Ordinal);
        string none = Assert.Single(await StoredConfig.UnreadableAsync(_store, Vault.Closed, default)).ToString();
        Assert.Contains("HEADGATE_SECRET_KEY is not set", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_seals_everything_anew_and_changes_nothing_else()
    {
        using StoredConfig config = Config();
        Done(await Put(config, "acme", $$"""{"type":"openai","api_keys":["{{Secret}}","k-12345678"]}"""));
        ConfigObject before = _store.Rows[0];
        Vault both = Vault.Read(name => name == Vault.Variable ? OtherKey : OneKey, out _)!;
        using StoredConfig rotating = Config(both);
        Assert.Equal(new Resealing.Done(both.KeyId!, 2, 0), await rotating.ResealAsync(default));
        Assert.Equal(new Resealing.Done(both.KeyId!, 0, 2), await rotating.ResealAsync(default));

        ConfigObject after = _store.Rows[0];
        Assert.Equal((before.Version, before.Body), (after.Version, after.Body));
        Assert.Empty(await StoredConfig.UnreadableAsync(_store, Key(OtherKey), default));
        Assert.Equal(2, (await StoredConfig.UnreadableAsync(_store, Key(OneKey), default)).Length);
        using StoredConfig wrong = Config();
        Assert.IsType<Resealing.Refused>(await wrong.ResealAsync(default));
    }

    private string _yaml = $"providers: {{ {ConfigFolder.Openai} }}";

    private ConfigReading.Accepted Files() => _folder.Accept(_yaml);

    private LayeredConfig Lay() =>
        _folder.Source("headgate.yaml").Lay(Files(), [.. _store.Rows.Select(row => OpenedObject.Open(row, Key(OneKey)))]);

    private StoredConfig Config(Vault? vault = null)
    {
        Files();
        return new StoredConfig(_store, vault ?? Key(OneKey), _folder.Source("headgate.yaml"), Files);
    }

    private static Vault Key(string key) => Vault.Read(name => name == Vault.Variable ? key : null, out _)!;

    private static ObjectChange.Done Done(ObjectChange change) => change is ObjectChange.Done done ? done
        : throw new Xunit.Sdk.XunitException(change is ObjectChange.Refused refused ? string.Join('\n', refused.Errors) : change.ToString());

    private static async Task<ObjectChange> Put(StoredConfig config, string name, string body, long? version = null) =>
        await config.PutAsync(ConfigObjectKind.Provider, name, JsonElement.Parse(body), version, default);

    private static async Task<ObjectChange> PutModel(StoredConfig config, string name, string body) =>
        await config.PutAsync(ConfigObjectKind.Model, name, JsonElement.Parse(body), null, default);
}
