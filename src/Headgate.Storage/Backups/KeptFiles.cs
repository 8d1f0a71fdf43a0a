using System.Text.RegularExpressions;
using Headgate.Storage.Audit;
using Headgate.Storage.Files;
using Headgate.Storage.Keys;
using Headgate.Storage.Ledger;
using Headgate.Storage.Objects;
using Headgate.Storage.Outbox;
using Headgate.Storage.Requests;
using Headgate.Storage.Sqlite;

namespace Headgate.Storage.Backups;

/// <summary>The files of a data folder that a backup has: all that is kept, but for what a running process keeps for itself.</summary>
internal static partial class KeptFiles
{
    /// <summary>The store of keys: a folder without it is no data folder.</summary>
    public const string Keys = "headgate.db";

    private const string RequestFolder = "requests";

    /// <summary>The databases that may be locked for a moment: nothing on the request path writes to them but what makes objects at vendors.</summary>
    public static IEnumerable<string> Lockable(string folder) => There(folder, [Keys, "audit.db", "objects.db", "outbox.db"]);

    /// <summary>All databases.</summary>
    public static IEnumerable<string> Databases(string folder) =>
        [.. There(folder, ["ledger.db"]), .. Lockable(folder), .. Days(folder)];

    /// <summary>What is no database.</summary>
    public static IEnumerable<string> Others(string folder) => There(folder, ["admin.token", EndUserKeyFile.Name]);

    /// <summary>True of a name that a backup may have.</summary>
    public static bool Has(string name) => SchemaOf(name) is not null || name is "admin.token" or EndUserKeyFile.Name;

    /// <summary>The schema of a database; null for anything else.</summary>
    public static Schema? SchemaOf(string name) => name switch
    {
        Keys => KeySchema.Schema,
        "audit.db" => AuditSchema.Schema,
        "objects.db" => ObjectSchema.Schema,
        "outbox.db" => OutboxSchema.Schema,
        "ledger.db" => LedgerSchema.Schema,
        _ => Day().IsMatch(name) ? RequestSchema.Schema : null,
    };

    private static string[] Days(string folder)
    {
        string requests = Path.Combine(folder, RequestFolder);
        return Directory.Exists(requests)
            ? [.. Directory.GetFiles(requests).Select(path => $"{RequestFolder}/{Path.GetFileName(path)}").Where(name => Day().IsMatch(name))]
            : [];
    }

    private static IEnumerable<string> There(string folder, string[] names) => names.Where(name => File.Exists(Path.Combine(folder, name)));

    [GeneratedRegex(@"^requests/[0-9]{4}-[0-9]{2}-[0-9]{2}\.db\z")]
    private static partial Regex Day();
}
