using System.Diagnostics;

namespace Headgate.Compare.Harness;

/// <summary>Where things lie: the repository, what was published of it, and a folder that is gone afterwards.</summary>
internal sealed class Site(string repository) : IDisposable
{
    private int _folders;

    public string Sources { get; } = Path.Combine(repository, "bench", "compare");

    public string Artifacts { get; } = Path.Combine(repository, "artifacts", "compare");

    public string Results { get; } = Path.Combine(repository, "bench", "results");

    public string Scratch { get; } = Directory.CreateTempSubdirectory("headgate-compare-").FullName;

    /// <summary>The command that runs a published program.</summary>
    public IReadOnlyList<string> Published(string project, string assembly) => ["dotnet", PublishedFile(project, assembly)];

    /// <summary>A published assembly's version, without the commit.</summary>
    public string VersionOf(string project, string assembly) =>
        FileVersionInfo.GetVersionInfo(PublishedFile(project, assembly)).ProductVersion!.Split('+')[0];

    /// <summary>A new folder for one process.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Scratch, $"{++_folders:000}-{name}")).FullName;

    public void Dispose() => Directory.Delete(Scratch, recursive: true);

    private string PublishedFile(string project, string file) => Path.Combine(Artifacts, project, file);
}
