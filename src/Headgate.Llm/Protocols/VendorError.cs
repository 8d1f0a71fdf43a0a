namespace Headgate.Llm.Protocols;

/// <summary>An error as the vendor worded it. May hold anything the vendor chose to echo: redact before it leaves the process.</summary>
/// <param name="Type">The vendor's <c>error.type</c>; null when absent.</param>
/// <param name="Code">The vendor's <c>error.code</c>; null when absent.</param>
/// <param name="Message">The vendor's <c>error.message</c>; null when absent.</param>
/// <param name="Param">The vendor's <c>error.param</c>; null when absent.</param>
public sealed record VendorError(string? Type, string? Code, string? Message, string? Param);
