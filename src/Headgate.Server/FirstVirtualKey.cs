using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Config;
using Headgate.Console.Operations.Keys;
using Headgate.Gateway.Config;
using Headgate.Storage;

namespace Headgate.Server;

/// <summary>The virtual key of a gateway that has none, so that the first call can be made.</summary>
internal static class FirstVirtualKey
{
    private const string Name = "first-start";

    /// <summary>Issues it; gives the secret, or null when there is a key already, or none is asked for.</summary>
    public static async ValueTask<string?> IssueAsync(
        LiveConfig config, SqliteStorage storage, IConfigControl control, GatewayOptions options, CancellationToken cancellation)
    {
        ConfigSnapshot now = config.Current;
        if (!now.AuthRequired || !now.Keys.All.IsEmpty)
        {
            return null;
        }

        AuditTrail trail = new(storage.Audit, options.Logs.CreateLogger<AuditTrail>());
        IssueKey issue = new(new KeyDirectory(storage.Config, control), trail, options.Time, options.Logs.CreateLogger<IssueKey>());
        IEnumerable<string> simulators = now.Providers.Where(provider => provider.IsSimulator).Select(provider => $"{provider.Name}/*");
        IssueKeyInput key = new() { Name = Name, Models = [.. simulators.Prepend("*")] }; // no wildcard reaches a simulator but its own
        Outcome<KeyView> issued = await issue.RunAsync(key, Actor.FirstStart, cancellation);
        return issued.Succeeded ? issued.Value.Secret : null;
    }
}
