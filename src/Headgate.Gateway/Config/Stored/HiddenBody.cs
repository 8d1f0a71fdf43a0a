using System.Collections.Immutable;

namespace Headgate.Gateway.Config.Stored;

/// <summary>A body without its secrets.</summary>
/// <param name="Text">The JSON, with <c>***</c> in place of each secret.</param>
/// <param name="Secrets">What stood there.</param>
internal sealed record HiddenBody(string Text, ImmutableArray<ObjectSecret> Secrets);
