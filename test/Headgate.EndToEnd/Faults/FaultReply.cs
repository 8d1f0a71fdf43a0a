using System.Text.Json;

namespace Headgate.EndToEnd.Faults;

/// <summary>A reply as the matrix speaks of it, whatever the protocol.</summary>
internal sealed record FaultReply
{
    public required int Status { get; init; }

    /// <summary><c>whole</c>, <c>error X</c> or <c>event X</c>.</summary>
    public required string Answer { get; init; }

    public required string Text { get; init; }

    /// <summary>The protocol's mark of a complete answer was there.</summary>
    public required bool IsFinished { get; init; }

    public required bool BeganWithKeepAlive { get; init; }

    public required IReadOnlySet<string> AnswerIds { get; init; }

    public required string? RequestId { get; init; }

    public required string? ShouldRetry { get; init; }

    public required string? Attempts { get; init; }

    public static async Task<FaultReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        var said = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? SaidInReply.Read(body) : SaidWhole(body);
        return new FaultReply
        {
            Status = (int)response.StatusCode,
            Answer = said.Error is null ? "whole" : $"{(said.IsEvent ? "event" : "error")} {said.Error}",
            Text = said.Text,
            IsFinished = said.IsFinished,
            BeganWithKeepAlive = said.BeganWithKeepAlive,
            AnswerIds = said.Ids,
            RequestId = Header("x-headgate-request-id"),
            ShouldRetry = Header("x-should-retry"),
            Attempts = Header("x-headgate-attempts"),
        };

        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
    }

    private static SaidInReply SaidWhole(string body)
    {
        using var json = JsonDocument.Parse(body);
        var said = new SaidInReply();
        said.TakeWhole(json.RootElement);
        return said;
    }
}
