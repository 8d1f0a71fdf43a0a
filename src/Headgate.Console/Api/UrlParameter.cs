namespace Headgate.Console.Api;

/// <summary>A parameter that a route reads from its URL.</summary>
internal sealed record UrlParameter(string Name, UrlParameterKind Kind, string Description);
