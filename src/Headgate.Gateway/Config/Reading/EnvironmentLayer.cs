using System.Collections.Immutable;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Credentials;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Reading;

/// <summary>What environment and flags say, as a config of its own that lies over the files and passes the same rules.</summary>
internal sealed class EnvironmentLayer(ConfigInputs inputs, ConfigFiles files, ConfigReport report)
{
    private static readonly string[] AwsRegions = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <summary>Lays it over what the files say; without files it also turns on what the machine has keys for.</summary>
    public ConfigNode.Map Over(ConfigNode.Map? files)
    {
        ConfigNode.Map merged = NodeMerge.Over(files ?? Vendors(), Server());
        merged = WithItem(merged, "keys", VirtualKey(merged));
        if (AdminToken() is not { } token)
        {
            return merged;
        }

        ConfigNode.Map admin = merged.Find("admin") as ConfigNode.Map ?? Map("environment", "admin");
        return NodeMerge.Over(merged, Map("environment", "", ("admin", WithItem(admin, "tokens", token))));
    }

    private ConfigNode.Map Server()
    {
        var members = new List<(string, ConfigNode)>();
        foreach ((string key, string? flag, string variable) in new[]
        {
            ("listen", inputs.Listen, "HEADGATE_LISTEN"), ("admin", inputs.Admin, "HEADGATE_ADMIN"), ("data", inputs.Data, "HEADGATE_DATA"),
        })
        {
            if (flag is not null)
            {
                members.Add((key, Value($"--{key}", $"server.{key}", flag)));
            }
            else if (Variable(variable) is { } value)
            {
                members.Add((key, Value(variable, $"server.{key}", value)));
            }
        }

        return members.Count == 0 ? Map("environment", "") : Map("environment", "", ("server", Map("environment", "server", [.. members])));
    }

    private ConfigNode.Map Vendors()
    {
        IEnumerable<(string, ConfigNode)> vendors = ProviderCatalog.Rows
            .Where(row => row.KeyVariable is not null && row.BaseUrl is not null && Variable(row.KeyVariable) is not null)
            .Select(row => (row.Type, (ConfigNode)Map(row.KeyVariable!, $"providers.{row.Type}",
                ("type", Value(row.KeyVariable!, $"providers.{row.Type}.type", row.Type)),
                ("api_key", Secret(row.KeyVariable!, $"providers.{row.Type}.api_key")))));
        if (Bedrock() is { } bedrock)
        {
            vendors = vendors.Append(("bedrock", bedrock));
        }

        ConfigNode.Map simulator =
            Map("environment", "providers.sim", ("type", Value("environment", "providers.sim.type", ProviderRules.Simulator)));
        return Map("environment", "", ("providers", Map("environment", "providers", [.. vendors, .. Clouds(), ("sim", simulator)])));
    }

    /// <summary>Vendors that one variable does not say enough of.</summary>
    private IEnumerable<(string, ConfigNode)> Clouds()
    {
        const string AzureKey = "AZURE_OPENAI_API_KEY";
        if (AreSet(AzureKey, "AZURE_OPENAI_ENDPOINT"))
        {
            yield return (AzureProvider.Type, Cloud(AzureKey, AzureProvider.Type, ("api_key", AzureKey), ("base_url", "AZURE_OPENAI_ENDPOINT")));
        }

        const string Account = "GOOGLE_APPLICATION_CREDENTIALS";
        if (AreSet(Account, "GOOGLE_CLOUD_PROJECT") && AccountKey(Account) is { } key)
        {
            ConfigNode.Map named = Cloud(
                Account, VertexProvider.Type, ("project", "GOOGLE_CLOUD_PROJECT"), ("location", "GOOGLE_CLOUD_LOCATION"));
            yield return (VertexProvider.Type, NodeMerge.Over(named, Map(Account, named.At.Path, ("credentials", key))));
        }
    }

    private ConfigNode.Map Cloud(string variable, string type, params (string Key, string Variable)[] members)
    {
        string path = $"providers.{type}";
        IEnumerable<(string, ConfigNode)> values = members.Where(member => Variable(member.Variable) is not null)
            .Select(member => (member.Key, (ConfigNode)Secret(member.Variable, $"{path}.{member.Key}")));
        return Map(variable, path, [("type", Value(variable, $"{path}.type", type)), .. values]);
    }

    /// <summary>The content of the file that a variable names; null, and a warning, when it is no service account's.</summary>
    private ConfigNode.Scalar? AccountKey(string variable)
    {
        string? text = files.ReadText(Variable(variable)!, out string why);
        if (text is not null && ServiceAccount.TryRead(text, out why) is not null)
        {
            return new ConfigNode.Scalar(Place(variable, "providers.vertex.credentials"), text, IsPlain: false, Source: $"${{{variable}}}");
        }

        report.Warn(new ConfigPlace(variable, 0, 0, ""), $"this vendor is not served: {(text is null ? why : $"the file {why}")}");
        return null;
    }

    /// <summary>Whether both are set; one without the other is surely not meant.</summary>
    private bool AreSet(string one, string other)
    {
        if (Variable(one) is not null && Variable(other) is null)
        {
            report.Warn(new ConfigPlace(one, 0, 0, ""), $"this vendor is not served, because `{other}` is not set");
        }

        return Variable(one) is not null && Variable(other) is not null;
    }

    /// <summary>Bedrock has its models in a region, so that its key alone does not turn it on.</summary>
    private ConfigNode.Map? Bedrock()
    {
        const string Key = "AWS_BEARER_TOKEN_BEDROCK";
        const string Path = "providers.bedrock";
        string? region = AwsRegions.FirstOrDefault(variable => Variable(variable) is not null);
        return Variable(Key) is null || region is null
            ? null
            : Map(Key, Path,
                ("type", Value(Key, $"{Path}.type", BedrockRules.Type)),
                ("region", Value(region, $"{Path}.region", Variable(region)!)),
                ("api_key", Secret(Key, $"{Path}.api_key")));
    }

    /// <summary>The same key that a first start would make: everything, and the simulator by its name.</summary>
    private ConfigNode.Map? VirtualKey(ConfigNode.Map merged)
    {
        const string Name = "HEADGATE_VIRTUAL_KEY";
        if (Variable(Name) is null)
        {
            return null;
        }

        IEnumerable<string> simulators = merged.Find("providers") is ConfigNode.Map providers
            ? providers.Members.Where(IsSimulator).Select(provider => $"{provider.Name}/*")
            : [];
        return Map(Name, "keys",
            ("name", Value(Name, "keys.name", "environment")),
            ("key", Secret(Name, "keys.key")),
            ("models", new ConfigNode.List(
                Place(Name, "keys.models"), [.. simulators.Prepend("*").Select(model => Value(Name, "keys.models", model))])));
    }

    private static bool IsSimulator(ConfigMember provider) =>
        provider.Value is ConfigNode.Map map && map.Find("type") is ConfigNode.Scalar { Text: ProviderRules.Simulator };

    private ConfigNode.Map? AdminToken()
    {
        const string Name = "HEADGATE_ADMIN_TOKEN";
        return Variable(Name) is null
            ? null
            : Map(Name, "admin.tokens",
                ("name", Value(Name, "admin.tokens.name", "environment")),
                ("token", Secret(Name, "admin.tokens.token")),
                ("role", Value(Name, "admin.tokens.role", "admin")));
    }

    private static ConfigNode.Map WithItem(ConfigNode.Map map, string list, ConfigNode? item)
    {
        if (item is null)
        {
            return map;
        }

        ImmutableArray<ConfigNode> before = map.Find(list) switch
        {
            ConfigNode.List written => written.Items,
            null or ConfigNode.Nothing => [],
            ConfigNode single => [single],
        };
        ConfigPlace at = map.Find(list)?.At ?? item.At;
        return NodeMerge.Over(map, map with { Members = [new ConfigMember(list, at, new ConfigNode.List(at, before.Add(item)))] });
    }

    private string? Variable(string name) => inputs.Variable(name) is { Length: > 0 } value ? value : null;

    private ConfigNode.Scalar Secret(string variable, string path) =>
        new(Place(variable, path), Variable(variable)!, IsPlain: false, Source: $"${{{variable}}}");

    private static ConfigNode.Scalar Value(string name, string path, string text) => new(Place(name, path), text, IsPlain: false);

    private static ConfigNode.Map Map(string name, string path, params (string Name, ConfigNode Value)[] members) =>
        new(Place(name, path), [.. members.Select(member => new ConfigMember(member.Name, member.Value.At, member.Value))]);

    private static ConfigPlace Place(string name, string path) => new(name, 0, 0, path);
}
