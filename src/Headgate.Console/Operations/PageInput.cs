namespace Headgate.Console.Operations;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">Items at most, 1 to 1,000. Default 50.</param>
/// <param name="Cursor">The <see cref="Listing{T}.Next"/> of the page before; null for the first.</param>
public sealed record PageInput(int Limit = PageInput.DefaultLimit, string? Cursor = null)
{
    internal const int DefaultLimit = 50;

    internal const int MaxLimit = 1000;

    internal static Problem? CheckLimit(int limit) =>
        limit is >= 1 and <= MaxLimit ? null : Problem.Invalid("limit", $"`limit` must be between 1 and {MaxLimit}.");
}
