using System.Text.Json;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Vendors;

/// <summary>What a vendor refuses by its sheet, and then what everybody refuses who speaks chat completions.</summary>
internal sealed class SheetChecks(VendorSheet sheet)
{
    private readonly SheetMessageChecks _messages = new(sheet);

    public VendorError? Violation(JsonElement body) =>
        Fields(body) ?? Values(body) ?? _messages.Violation(body) ?? Prefill(body) ?? ChatChecks.Violation(body);

    private VendorError? Fields(JsonElement body)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (sheet.Fields?.Contains(field.Name) == false)
                return Extra(field.Name);
            if (sheet.Refused.Contains(field.Name))
                return new VendorError(sheet.Status, $"'{field.Name}' is not supported.") { Param = field.Name, Code = "unsupported" };
        }

        return null;
    }

    private VendorError? Values(JsonElement body)
    {
        if (body.Integer("n") > sheet.MostChoices)
            return VendorError.Invalid("n", $"must be at most {sheet.MostChoices}.");
        if (body.Text("reasoning_effort") is { } effort && sheet.Efforts?.Contains(effort) == false)
            return VendorError.Invalid("reasoning_effort", $"expected one of {string.Join(", ", sheet.Efforts)}.");
        if (body.Object("response_format")?.Text("type") is not { } format)
            return null;
        if (!sheet.Formats.Contains(format))
            return VendorError.Invalid("response_format.type", "this response_format type is unavailable now.");
        var saysJson = body.Member("messages")?.GetRawText().Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        return sheet.WantsWordJson && format == "json_object" && !saysJson
            ? VendorError.Invalid("messages", "must contain the word 'json' in some form to use 'response_format' of type 'json_object'.")
            : null;
    }

    private VendorError? Prefill(JsonElement body) =>
        sheet.Prefill is { } mark && body.Items("messages").LastOrDefault() is { ValueKind: JsonValueKind.Object } last
        && last.Text("role") == "assistant" && !last.IsTrue(mark)
            ? VendorError.Invalid("messages", $"expected last role user or tool (or assistant with {mark} true).")
            : null;

    private VendorError Extra(string field) =>
        new(sheet.Status, "Extra inputs are not permitted") { Param = field, Code = "extra_forbidden" };
}
