using System.Runtime.InteropServices;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Ledger;

/// <summary>Adds a batch's settlements up by scope and time, so that a busy key costs one row a batch.</summary>
internal sealed class LedgerSums(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<(BudgetScope Scope, long Bucket), long> _sums = [];
    private readonly SqliteCommand _add = Prepare(connection);

    /// <summary>Adds what a request came to, at all its levels.</summary>
    public void Add(LedgerReservation reservation, long cost)
    {
        if (cost == 0)
            return;
        long bucket = LedgerBucket.Of(reservation.Time);
        foreach (BudgetScope scope in reservation.Scopes)
            CollectionsMarshal.GetValueRefOrAddDefault(_sums, (scope, bucket), out _) += cost;
    }

    /// <summary>Writes the sums.</summary>
    public void Write()
    {
        foreach (((BudgetScope scope, long bucket), long sum) in _sums)
        {
            _add.Parameters[0].Value = scope.Kind.Name();
            _add.Parameters[1].Value = scope.Id;
            _add.Parameters[2].Value = bucket;
            _add.Parameters[3].Value = sum;
            _add.ExecuteNonQuery();
        }
    }

    /// <summary>Forgets them: for the next batch, or because this one was undone.</summary>
    public void Clear() => _sums.Clear();

    public void Dispose() => _add.Dispose();

    private static SqliteCommand Prepare(SqliteConnection connection)
    {
        SqliteCommand add = connection.CreateCommand();
        add.CommandText =
            "INSERT INTO spent (kind, scope, bucket, amount) VALUES ($kind, $scope, $bucket, $amount) "
            + "ON CONFLICT DO UPDATE SET amount = amount + excluded.amount";
        add.Parameters.Add("$kind", SqliteType.Text);
        add.Parameters.Add("$scope", SqliteType.Text);
        add.Parameters.Add("$bucket", SqliteType.Integer);
        add.Parameters.Add("$amount", SqliteType.Integer);
        return add;
    }
}
