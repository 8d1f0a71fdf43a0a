using System.Collections.Immutable;
using Headgate.Gateway.Config.Derivation;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config;

/// <summary>What came of reading the config: it is refused with all its errors, or accepted.</summary>
public abstract record ConfigReading
{
    private ConfigReading(ImmutableArray<ConfigWarning> warnings, ConfigFiles files)
    {
        Warnings = warnings;
        ReadFiles = files;
    }

    /// <summary>What is probably not meant.</summary>
    public ImmutableArray<ConfigWarning> Warnings { get; }

    internal ConfigFiles ReadFiles { get; }

    /// <summary>Nothing of it is served.</summary>
    public sealed record Refused : ConfigReading
    {
        internal Refused(ConfigReport report, ConfigFiles files)
            : base(report.Warnings, files) => Errors = report.Errors;

        /// <summary>Every error, in the order of files and lines; at least one.</summary>
        public ImmutableArray<ConfigError> Errors { get; }
    }

    /// <summary>It can be served.</summary>
    public sealed record Accepted : ConfigReading
    {
        internal Accepted(DerivedConfig derived, ConfigNode.Map written, ImmutableArray<ConfigWarning> early, ConfigReport report, ConfigFiles files)
            : base(report.Warnings, files) => (Derived, Written, EarlyWarnings) = (derived, written, early);

        internal DerivedConfig Derived { get; }

        /// <summary>What was written, for the store to be laid under it.</summary>
        internal ConfigNode.Map Written { get; }

        /// <summary>What was odd before any rule was asked.</summary>
        internal ImmutableArray<ConfigWarning> EarlyWarnings { get; }

        /// <summary>What is fixed when the process starts.</summary>
        public HostOptions Host => Derived.Host;

        /// <summary>True when a provider is the simulator of this process.</summary>
        public bool NeedsSimulator => Derived.NeedsSimulator;

        /// <summary>True when files or environment hold a virtual key.</summary>
        public bool HasKeys => !Derived.Keys.IsEmpty;

        /// <summary>True when files, environment or the host hold an admin token.</summary>
        public bool HasAdminTokens => !Derived.AdminTokens.IsEmpty;

        /// <summary>False with <c>auth: none</c>.</summary>
        public bool AuthRequired => Derived.AuthRequired;

        /// <summary>What would be served, were there no keys but those that files and environment hold.</summary>
        public ConfigSnapshot Snapshot => SnapshotDerivation.Derive(Derived, [], out _);

        /// <summary>What would be served, in lines for people.</summary>
        public ImmutableArray<string> Summary => ConfigSummary.Lines(Derived);
    }
}
