using Headgate.Gateway.Config.Derivation;

namespace Headgate.Gateway.Config;

/// <summary>All that is in force at one moment; swapped whole, so that no reader sees parts of two configs.</summary>
internal sealed record LiveState(DerivedConfig Derived, ConfigSnapshot Snapshot, ConfigState State);
