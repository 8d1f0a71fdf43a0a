namespace Headgate.Llm.Chat;

/// <summary>A setting that the client has sent, and the name it has in the client's protocol.</summary>
/// <param name="Value">The value.</param>
/// <param name="Path">Its JSON path: <c>$.max_completion_tokens</c>.</param>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Given<T>(T Value, string Path);
