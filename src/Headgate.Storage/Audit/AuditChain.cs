using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Audit;

/// <summary>Walks the chain of hashes from its first row to its last.</summary>
internal static class AuditChain
{
    /// <summary>Checks it, up to the first row that does not hold.</summary>
    public static AuditVerdict Verify(SqliteConnection reader, string? head)
    {
        using SqliteCommand select = reader.CreateCommand();
        select.CommandText = AuditRow.SelectAll;
        using SqliteDataReader rows = select.ExecuteReader();
        (long good, byte[] hash) = (0, AuditRow.Root);
        bool hasHead = head is null;
        while (rows.Read())
        {
            AuditRow row = AuditRow.Read(rows);
            byte[] next = row.HashAfter(hash);
            if (FaultOf(row, good, next, rows.GetFieldValue<byte[]>(AuditRow.HashColumn)) is { } fault)
                return new AuditVerdict(good, Convert.ToHexStringLower(hash), fault);
            (good, hash) = (row.Number, next);
            hasHead |= string.Equals(head, Convert.ToHexString(hash), StringComparison.OrdinalIgnoreCase);
        }

        return new AuditVerdict(good, Convert.ToHexStringLower(hash), hasHead ? null : "the head that was noted is not in it");
    }

    private static string? FaultOf(AuditRow row, long good, byte[] hash, byte[] written) =>
        row.Number != good + 1 ? $"row {good + 1} is missing"
        : !hash.AsSpan().SequenceEqual(written) ? $"row {row.Number} is not the one that was written there"
        : null;
}
