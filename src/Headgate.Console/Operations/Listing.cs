using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Serialization;

namespace Headgate.Console.Operations;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items of this page.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Listing<T>(ImmutableArray<T> Items, string? Next)
{
    /// <summary>How many items there are over all pages; left out unless it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Total { get; init; }

    /// <summary>
    /// A page of a list that is held in memory, in the order of a unique sort key. The cursor is the last key sent, so that a
    /// list that changes between two calls loses and repeats nothing.
    /// </summary>
    internal static Outcome<Listing<T>> Cut(IEnumerable<T> all, Func<T, string> sortKey, PageInput page)
    {
        if (PageInput.CheckLimit(page.Limit) is { } problem)
        {
            return problem;
        }

        if (page.Cursor is not null && !Base64Url.IsValid(page.Cursor))
        {
            return Problem.Invalid("cursor", "`cursor` is not one that this list has given out.");
        }

        string? after = page.Cursor is null ? null : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(page.Cursor));
        T[] rest = First(page.Limit + 1, all, sortKey, after);
        return rest.Length <= page.Limit
            ? new Listing<T>([.. rest], null)
            : new Listing<T>([.. rest[..page.Limit]], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(sortKey(rest[page.Limit - 1]))));
    }

    /// <summary>The first so many after a key, in order: of a million items no more than these are held.</summary>
    private static T[] First(int count, IEnumerable<T> all, Func<T, string> sortKey, string? after)
    {
        var first = new PriorityQueue<T, string>(count + 1, Comparer<string>.Create(static (one, other) => string.CompareOrdinal(other, one)));
        foreach (T item in all)
        {
            string key = sortKey(item);
            if (after is null || string.CompareOrdinal(key, after) > 0)
            {
                first.Enqueue(item, key);
            }

            if (first.Count > count)
            {
                first.Dequeue(); // the last of them
            }
        }

        var sorted = new T[first.Count];
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            sorted[i] = first.Dequeue();
        }

        return sorted;
    }
}
