using System.Globalization;
using System.Text.Json;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>What an answer says of itself, whole or in each chunk.</summary>
/// <param name="Id">The vendor's id; null when it gave none.</param>
/// <param name="Model">The model that answers.</param>
/// <param name="Created">When; null when nobody said.</param>
internal readonly record struct GeminiAnswerHead(string? Id, string Model, DateTimeOffset? Created)
{
    /// <summary>Writes its members into the open answer.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("modelVersion"u8, Model);
        if (Created is { } created)
        {
            json.WriteString("createTime"u8, created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
        }

        if (Id is { } id)
        {
            json.WriteString("responseId"u8, id);
        }
    }
}
