namespace Headgate.Compare.Harness.Loads;

/// <summary>The virtual key of the load, and one that nobody issued.</summary>
internal static class Credentials
{
    public const string GoodKey = "hg-bench-0123456789abcdefghijklmnopqrstuvwxyz";

    private const string WrongKey = "hg-bench-this-key-was-never-issued-to-anybody";

    public static Dictionary<string, string> Good(IReadOnlyDictionary<string, string> headers) => With(headers, GoodKey);

    public static Dictionary<string, string> Wrong(IReadOnlyDictionary<string, string> headers) => With(headers, WrongKey);

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> headers, string key) =>
        new(headers) { ["Authorization"] = $"Bearer {key}" };
}
