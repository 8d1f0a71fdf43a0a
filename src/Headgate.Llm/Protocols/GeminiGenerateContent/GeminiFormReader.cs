using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads the form that an answer must have: https://ai.google.dev/gemini-api/docs/structured-output, read 2026-11-22. Its schema is a JSON Schema or
/// one of Google's own, by the name of the member.
/// </summary>
internal sealed class GeminiFormReader
{
    private static readonly JsonPlace Place = new("$.generationConfig");

    private (string Name, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> AsWritten)? _schema;
    private string? _mediaType;
    private ReadOnlyMemory<byte> _mediaTypeJson;

    // One of a list of words, without quotes: nobody else can hold a model to that.
    private bool IsKnown => _mediaType is null or "application/json" || (_mediaType == "text/plain" && _schema is null);

    /// <summary>The form; null when nothing was said, or nothing that anybody else knows.</summary>
    public OutputFormat? Format => (_mediaType, _schema) switch
    {
        (null, null) => null,
        _ when !IsKnown => null,
        (_, { } schema) => OfSchema(schema.Json, Place.Member(schema.Name).ToString()),
        ("text/plain", _) => new OutputFormat(OutputKind.Text, "$.generationConfig.responseMimeType"),
        _ => new OutputFormat(OutputKind.JsonObject, "$.generationConfig.responseMimeType"),
    };

    /// <summary>What only Gemini can make of it.</summary>
    public ImmutableArray<Extra> Extras
    {
        get
        {
            ExtraList extras = new(WireProtocol.GeminiGenerateContent);
            if (!IsKnown)
            {
                JsonWalk mediaType = new(_mediaTypeJson);
                extras.Take("responseMimeType"u8, ref mediaType, Place);
            }

            if (!IsKnown && _schema is { } schema)
            {
                JsonWalk written = new(schema.AsWritten);
                extras.Take(System.Text.Encoding.UTF8.GetBytes(schema.Name), ref written, Place);
            }

            return extras.ToImmutable();
        }
    }

    /// <summary>Takes a member of the config; false, and nothing consumed, when it says nothing of the form.</summary>
    public bool TryRead(ReadOnlySpan<byte> name, ref JsonWalk walk)
    {
        if (name.SequenceEqual("responseMimeType"u8))
        {
            _mediaType = walk.Text(Place, "responseMimeType");
            _mediaTypeJson = walk.Raw();
        }
        else if (name.SequenceEqual("responseSchema"u8))
        {
            ReadOnlyMemory<byte> schema = walk.Object(Place, "responseSchema");
            _schema = ("responseSchema", GeminiSchema.ToJsonSchema(schema), schema);
        }
        else if (name.SequenceEqual("responseJsonSchema"u8) || name.SequenceEqual("_responseJsonSchema"u8))
        {
            string member = name[0] == '_' ? "_responseJsonSchema" : "responseJsonSchema";
            ReadOnlyMemory<byte> schema = walk.Object(Place, member);
            _schema = (member, schema, schema);
        }
        else
        {
            return false;
        }

        return true;
    }

    // Gemini always makes sure that the answer fits.
    private static OutputFormat OfSchema(ReadOnlyMemory<byte> schema, string path) =>
        new(OutputKind.JsonSchema, path) { Schema = schema, Strict = true, SchemaMemberPath = path, StrictPath = path };
}
