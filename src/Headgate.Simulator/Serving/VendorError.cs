namespace Headgate.Simulator.Serving;

/// <summary>A refusal, before a vendor gives it its shape.</summary>
internal sealed record VendorError(int Status, string Message)
{
    /// <summary>The vendor's type, when the status alone does not tell it.</summary>
    public string? Type { get; init; }

    /// <summary>The field at fault (OpenAI).</summary>
    public string? Param { get; init; }

    /// <summary>OpenAI's <c>code</c>; Anthropic's <c>details.error_code</c>.</summary>
    public string? Code { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public static VendorError Missing(string field) =>
        new(400, $"Missing required parameter: '{field}'.") { Param = field, Code = "missing_required_parameter" };

    public static VendorError Mistyped(string field, string expected) =>
        new(400, $"Invalid type for '{field}': expected {expected}.") { Param = field, Code = "invalid_type" };

    public static VendorError Invalid(string field, string reason) =>
        new(400, $"Invalid value for '{field}': {reason}") { Param = field, Code = "invalid_value" };
}
