using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Vendors;

/// <summary>What a vendor refuses in messages by its sheet: roles, fields, parts, ids of calls.</summary>
internal sealed class SheetMessageChecks(VendorSheet sheet)
{
    public VendorError? Violation(JsonElement body) =>
        body.Items("messages").Select((message, i) => Message($"messages[{i}]", message)).FirstOrDefault(error => error is not null)
        ?? (sheet.Alternates ? Order(body) : null);

    private static VendorError? Order(JsonElement body)
    {
        var roles = body.Items("messages").Select(message => message.Text("role")).SkipWhile(role => role == "system").ToList();
        var alternates = roles.Zip(roles.Skip(1)).All(pair => pair.First != "system" && pair.Second != "system"
            && (pair.First == "assistant") != (pair.Second == "assistant"));
        return alternates && roles is not [.., "assistant"]
            ? null
            : VendorError.Invalid("messages", "After the (optional) system message(s), user or tool message(s) should alternate with assistant message(s).");
    }

    private VendorError? Message(string path, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return VendorError.Mistyped(path, "an object");
        if (message.Text("role") is { } role && !sheet.Roles.Contains(role))
            return VendorError.Invalid($"{path}.role", $"expected one of {string.Join(", ", sheet.Roles)}.");
        foreach (var field in message.EnumerateObject())
        {
            if (sheet.MessageFields?.Contains(field.Name) == false || sheet.MessageRefused.Contains(field.Name))
                return new VendorError(sheet.Status, $"property '{field.Name}' is unsupported") { Param = $"{path}.{field.Name}", Code = "extra_forbidden" };
        }

        return Content(path, message) ?? Ids(path, message);
    }

    private VendorError? Content(string path, JsonElement message)
    {
        if (sheet.Parts is not { } types || message.Member("content") is not { ValueKind: JsonValueKind.Array } content)
            return null;
        if (types.Length == 0)
            return VendorError.Mistyped($"{path}.content", "a string");
        return content.EnumerateArray().All(part => types.Contains(part.Text("type")))
            ? null
            : VendorError.Invalid($"{path}.content", $"expected parts of the types {string.Join(", ", types)}.");
    }

    private VendorError? Ids(string path, JsonElement message)
    {
        if (sheet.CallIdLength is not { } length)
            return null;
        var ids = message.Items("tool_calls").Select(call => call.Text("id")).Append(message.Text("tool_call_id"));
        return ids.FirstOrDefault(id => id is not null && !(id.Length == length && id.All(char.IsAsciiLetterOrDigit))) is { } bad
            ? VendorError.Invalid(path, $"Tool call id was {bad} but must be a-z, A-Z, 0-9, with a length of {length}.")
            : null;
    }
}
