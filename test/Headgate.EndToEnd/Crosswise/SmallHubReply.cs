using System.Text.Json.Nodes;
using Headgate.Gateway.Pipeline.Record;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>What the client got, and what is on record.</summary>
internal sealed record SmallHubReply(int Status, JsonNode Json, string Losses, RequestRecord Record);
