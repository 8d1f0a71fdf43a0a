using System.Text.Json;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>The parts that the completion of an upload names: https://platform.openai.com/docs/api-reference/uploads/complete, read 2026-11-23.</summary>
internal static class PartIds
{
    /// <summary>The member that names them.</summary>
    public const string Member = "part_ids";

    /// <summary>The ids, each once; none where the body does not name any.</summary>
    public static Outcome<string[]> Read(JsonScan body)
    {
        if (!body.TryGet("part_ids"u8, out JsonMember member))
        {
            return Array.Empty<string>();
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body.ValueOf(member).Span, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        reader.Read();
        bool isList = reader.TokenType == JsonTokenType.StartArray;
        while (isList && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            isList = reader.TokenType == JsonTokenType.String;
            if (isList)
            {
                found.Add(BodyIds.Text(ref reader));
            }
        }

        return isList ? found.ToArray() : new GatewayError(ErrorKind.InvalidRequest, "$.part_ids must be a list of the parts' ids.") { Param = Member };
    }
}
