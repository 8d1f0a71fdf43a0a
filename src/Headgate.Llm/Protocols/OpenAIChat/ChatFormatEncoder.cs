using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes the form that an answer must have: text, JSON, or JSON by a schema.</summary>
internal static class ChatFormatEncoder
{
    /// <summary>Writes <c>response_format</c>, where one is asked for.</summary>
    public static void Write(ChatDraft draft)
    {
        if (draft.Request.Format is not { } format)
        {
            return;
        }

        JsonPlace place = new(format.Path);
        draft.Json.WriteStartObject("response_format"u8);
        switch (format.Kind)
        {
            case OutputKind.Text:
                draft.Json.WriteString("type"u8, "text"u8);
                break;
            case OutputKind.JsonObject:
                draft.Json.WriteString("type"u8, "json_object"u8);
                break;
            case OutputKind.JsonSchema when !draft.Vendor.TakesSchemas:
                LoseStrictness(draft, format, place.Member("json_schema"));
                goto case OutputKind.JsonObject;
            default:
                draft.Json.WriteString("type"u8, "json_schema"u8);
                WriteSchema(draft, format, place.Member("json_schema"));
                break;
        }

        draft.WriteExtras(format.Extras, place);
        draft.Json.WriteEndObject();
    }

    // A schema that is told in words (ChatMessageEncoder) binds nobody.
    private static void LoseStrictness(ChatDraft draft, OutputFormat format, JsonPlace place)
    {
        string reason = $"{draft.Vendor.Type} takes no schema, and is told of it in words";
        bool isAsked = draft.Request.Protocol is WireProtocol.OpenAIChat or WireProtocol.OpenAIResponses; // others' clients have no such word
        if (isAsked && format.Strict is not null)
        {
            draft.Losses.Add($"{format.SchemaPath}.strict", reason);
        }

        foreach (Extra extra in format.Extras.Where(extra => extra.Parent == place))
        {
            draft.Losses.Add(extra.Place, reason);
        }
    }

    // Other protocols name no schema and always hold the answer to it.
    private static void WriteSchema(ChatDraft draft, OutputFormat format, JsonPlace place)
    {
        draft.Json.WriteStartObject("json_schema"u8);
        draft.Json.WriteString("name"u8, FittedName.Fit(format.Name ?? "answer", ChatDraft.LongestName));
        if (format.Description is { } description)
        {
            draft.Json.WriteString("description"u8, description);
        }

        if (format.Schema is { } schema)
        {
            draft.Json.WriteRaw("schema"u8, schema);
        }

        if ((format.Strict ?? (draft.IsOwn ? null : (bool?)true)) is { } strict)
        {
            draft.Json.WriteBoolean("strict"u8, strict && draft.IsHeld(format.Schema, format.SchemaMemberPath));
        }

        draft.WriteExtras(format.Extras, place);
        draft.Json.WriteEndObject();
    }
}
