using System.Net;
using System.Text.Json.Nodes;

namespace Headgate.Console.Tests.Running;

/// <summary>What came back.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["error"]?["code"];

    public string? Param => (string?)Json["error"]?["param"];

    public string[] Names => [.. Json["items"]!.AsArray().Select(item => (string)item!["name"]!)];

    public string? Next => (string?)Json["next"];
}
