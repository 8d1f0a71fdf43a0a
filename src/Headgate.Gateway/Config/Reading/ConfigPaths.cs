namespace Headgate.Gateway.Config.Reading;

/// <summary>A relative path in a config file starts at that file's folder; in a variable or a flag, at the working folder.</summary>
internal static class ConfigPaths
{
    public static string Resolve(string path, ConfigPlace writtenAt) =>
        writtenAt.Line == 0 ? path : Path.Combine(Path.GetDirectoryName(writtenAt.File) ?? "", path);
}
