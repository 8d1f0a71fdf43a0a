namespace Headgate.Gateway.Config;

/// <summary>Where a value of the config was written.</summary>
/// <param name="File">The file as it was named; for an environment variable or a flag its name.</param>
/// <param name="Line">Line, from 1; 0 when it is no file.</param>
/// <param name="Column">Column, from 1; 0 when it is no file.</param>
/// <param name="Path">The keys that lead to it: <c>providers.openai.api_key</c>, <c>models.chat.targets[1]</c>.</param>
public readonly record struct ConfigPlace(string File, int Line, int Column, string Path)
{
    private const string StorePrefix = "store:";

    /// <summary><c>file:line:column</c>, as editors and terminals link it; the bare name when it is no file.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";

    /// <summary>True in an object of the store.</summary>
    internal bool IsStored => Line == 0 && File?.StartsWith(StorePrefix, StringComparison.Ordinal) == true;

    /// <summary>An object of the store: <c>store:providers/acme</c>.</summary>
    internal static ConfigPlace Stored(string section, string name) => new($"{StorePrefix}{section}/{name}", 0, 0, Join(section, name));

    internal ConfigPlace Member(string name) => this with { Path = Join(Path, name) };

    internal ConfigPlace Item(int index) => this with { Path = $"{Path}[{index}]" };

    internal static string Join(string path, string name) => path.Length == 0 ? Shown(name) : $"{path}.{Shown(name)}";

    /// <summary>
    /// A key's name as messages may show it: what does not look like a name might be a secret that slipped into the wrong place.
    /// </summary>
    internal static string Shown(string name) => name.Length is > 0 and <= 64 && name.All(IsOfName) ? name : "…";

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || "_-.*/:@".Contains(c, StringComparison.Ordinal);
}
