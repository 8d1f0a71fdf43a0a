using Headgate.Compare.Harness.Measures;

namespace Headgate.Compare.Harness.Contenders;

/// <summary>A proxy that takes part: how to start it, what its clients send, and what it must prove afterwards.</summary>
internal abstract class Contender(Site site)
{
    protected Site Site { get; } = site;

    /// <summary>The name in the table and in <c>--only</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True when it must answer 401 to a wrong key.</summary>
    public virtual bool ChecksKeys => false;

    /// <summary>False for a proxy that is known not to reach the fixed rate on two cores: falling behind is then no fault.</summary>
    public virtual bool KeepsPace => true;

    /// <summary>The version that is measured.</summary>
    public abstract Task<string> VersionAsync();

    /// <summary>Writes what the proxy needs into its folder and says how to start it.</summary>
    public abstract Launch Prepare(string folder, Uri upstream);

    /// <summary>What is wrong with the traces that the traffic left, once the process has ended.</summary>
    public virtual Task<IReadOnlyList<string>> FaultsAsync(string folder, Traffic traffic, int? exitCode) =>
        Task.FromResult<IReadOnlyList<string>>([]);
}
