namespace Headgate.Gateway.Config.Stored;

/// <summary>A secret that stood in a body.</summary>
/// <param name="Id">Where: <c>api_key</c>, <c>api_keys[1]</c>, <c>headers.x-team</c>.</param>
/// <param name="Text">The secret; null where <c>***</c> stood, for the one that is kept there.</param>
internal readonly record struct ObjectSecret(string Id, string? Text)
{
    /// <summary>The id alone.</summary>
    public override string ToString() => Id;
}
