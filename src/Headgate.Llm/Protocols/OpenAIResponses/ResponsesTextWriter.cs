using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAI;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>Writes <c>text</c>: the form of the answer, and what else is said of it.</summary>
internal static class ResponsesTextWriter
{
    /// <summary>Writes the member, if anything is said.</summary>
    public static void Write(ResponsesDraft draft)
    {
        OutputFormat? format = draft.Request.Format;
        Extra? verbosity = draft.IsOwn ? null : draft.Request.Extras.FirstOrDefault(SharedMembers.IsVerbosity);
        if (format is null && verbosity is null && !ResponsesProtocol.Extras.Has(draft.Request.Extras, ResponsesPaths.Text))
        {
            return;
        }

        draft.Json.WriteStartObject("text"u8);
        if (format is not null)
        {
            ResponsesProtocol.Extras.NameForeign(format.Extras, draft.Losses);
            draft.Json.WritePropertyName("format"u8);
            WriteFormat(format, draft.Json, draft.IsOwn ? null : draft.Losses);
        }

        ResponsesProtocol.Extras.Write(draft.Json, draft.Request.Extras, ResponsesPaths.Text);
        if (verbosity is not null)
        {
            draft.Json.WriteRaw(verbosity.Name, verbosity.Json);
        }

        draft.Json.WriteEndObject();
    }

    /// <summary>Writes a form. Other protocols name no schema and always hold the answer to it.</summary>
    /// <param name="format">The form.</param>
    /// <param name="json">Where it is written.</param>
    /// <param name="foreign">Where it is named what of another protocol's form cannot be held; null = it is this protocol's, written as it stood.</param>
    public static void WriteFormat(OutputFormat format, Utf8JsonWriter json, LossList? foreign)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, format.Kind switch
        {
            OutputKind.Text => "text"u8,
            OutputKind.JsonObject => "json_object"u8,
            _ => "json_schema"u8,
        });
        if (format.Kind == OutputKind.JsonSchema)
        {
            WriteSchema(format, json, foreign);
        }

        ResponsesProtocol.Extras.Write(json, format.Extras, ResponsesPaths.Format);
        json.WriteEndObject();
    }

    private static void WriteSchema(OutputFormat format, Utf8JsonWriter json, LossList? foreign)
    {
        json.WriteString("name"u8, FittedName.Fit(format.Name ?? "answer", ResponsesDraft.LongestName));
        if (format.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        if (format.Schema is { } schema)
        {
            json.WriteRaw("schema"u8, schema);
        }

        if ((format.Strict ?? (foreign is null ? null : (bool?)true)) is { } strict)
        {
            bool isHeld = foreign is null || !strict || SchemaDialect.OpenAI.Holds(format.Schema, format.SchemaMemberPath, foreign);
            json.WriteBoolean("strict"u8, strict && isHeld);
        }
    }
}
