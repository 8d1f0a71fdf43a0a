using System.Text;
using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Console.Operations.Requests;

/// <summary>The bodies of a request, cut to 1 MiB each, as text.</summary>
/// <param name="Request">What the client sent; null when it was not kept.</param>
/// <param name="Reply">What it got; null when it was not kept.</param>
public sealed record BodiesView(string? Request, string? Reply)
{
    internal static BodiesView? Of(RequestRecord record) =>
        record is { RequestBody: null, ReplyBody: null } ? null : new BodiesView(Text(record.RequestBody), Text(record.ReplyBody));

    private static string? Text(byte[]? body) => body is null ? null : Encoding.UTF8.GetString(body);
}
