namespace Headgate.Llm.Providers.Aws;

/// <summary>Whose key signs, where calls are signed. The key itself comes with each call, as its credential.</summary>
/// <param name="AccessKeyId">The id of the key: <c>AKIA…</c>.</param>
/// <param name="SessionToken">The token of a temporary key; null for a lasting one. Never logged.</param>
public sealed record AwsIdentity(string AccessKeyId, string? SessionToken)
{
    /// <summary>The key's id alone: a token is never printed.</summary>
    public override string ToString() => AccessKeyId;
}
