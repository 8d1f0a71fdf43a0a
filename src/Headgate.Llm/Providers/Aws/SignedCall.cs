using System.Collections.Immutable;

namespace Headgate.Llm.Providers.Aws;

/// <summary>What of a call AWS's signature covers.</summary>
/// <param name="Method">The verb, in capitals.</param>
/// <param name="Path">The path as it is sent, escapes included.</param>
/// <param name="Query">The query as it is sent, with its question mark; empty when there is none.</param>
/// <param name="Headers">The headers that are signed, in any order.</param>
/// <param name="BodyHash">SHA-256 of the body, in lower-case hex.</param>
internal sealed record SignedCall(
    string Method, string Path, string Query, ImmutableArray<KeyValuePair<string, string>> Headers, string BodyHash);
