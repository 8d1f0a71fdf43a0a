namespace Headgate.Console.Api;

/// <summary>Where a parameter stands in the URL, and what it looks like.</summary>
internal enum UrlParameterKind
{
    Path,
    Text,
    Number,
    Flag,
}
