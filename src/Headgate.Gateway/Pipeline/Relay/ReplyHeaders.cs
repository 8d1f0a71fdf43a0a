using System.Globalization;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Translation;

namespace Headgate.Gateway.Pipeline.Relay;

/// <summary>The headers that Headgate itself adds to a reply.</summary>
internal static class ReplyHeaders
{
    /// <summary>Our ids, on every reply whatever becomes of it.</summary>
    public static void Identify(IClientReply client, string requestId)
    {
        client.SetHeader("x-headgate-request-id", requestId);
        client.SetHeader("x-request-id", requestId);
        client.SetHeader("request-id", requestId);
    }

    /// <summary>How the key's request rate stands, where it has a limit.</summary>
    public static void RequestLimit(IClientReply client, RequestTrace trace)
    {
        if (trace.Rate is { } requests)
        {
            client.SetHeader("x-ratelimit-limit-requests", requests.Limit.ToString(CultureInfo.InvariantCulture));
            client.SetHeader("x-ratelimit-remaining-requests", requests.Remaining.ToString(CultureInfo.InvariantCulture));
            client.SetHeader("x-ratelimit-reset-requests", Milliseconds(requests.Reset));
        }
    }

    /// <summary>How the key's token rate stands, where it has a limit.</summary>
    public static void TokenLimit(IClientReply client, RequestTrace trace)
    {
        if (trace.TokenRate is { } tokens)
        {
            client.SetHeader("x-ratelimit-limit-tokens", tokens.Limit.ToString(CultureInfo.InvariantCulture));
            client.SetHeader("x-ratelimit-remaining-tokens", tokens.Remaining.ToString(CultureInfo.InvariantCulture));
            client.SetHeader("x-ratelimit-reset-tokens", Milliseconds(tokens.Reset));
        }
    }

    /// <summary>Who answered, after how many calls, what it could not be told, and what each met, if asked; nothing when none was made.</summary>
    public static void Answered(IClientReply client, RequestTrace trace)
    {
        if (trace.Attempts.Count == 0)
        {
            return;
        }

        if (trace.Answering is { } answering)
        {
            client.SetHeader("x-headgate-target", answering.Target.Name);
            if (trace.TellsLosses && answering.Losses is { Count: > 0 } losses)
            {
                client.SetHeader("x-headgate-losses", LossNames.Paths(losses));
            }
        }

        if (trace.Assignment is { } dealt)
        {
            client.SetHeader("x-headgate-variant", dealt.Variant);
        }

        client.SetHeader("x-headgate-attempts", trace.Attempts.Count.ToString(CultureInfo.InvariantCulture));
        if (TraceHeader.IsWanted(trace))
        {
            client.SetHeader(TraceHeader.Name, TraceHeader.Of(trace.Attempts));
        }
    }

    /// <summary>What the calls cost, for a reply of which all has come; nothing when that is not known.</summary>
    public static void Cost(IClientReply client, RequestTrace trace)
    {
        if (trace.Attempts.Count > 0 && trace.Cost is { } cost)
        {
            client.SetHeader("x-headgate-cost-usd", cost.ToString());
        }
    }

    private static string Milliseconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(span.TotalMilliseconds)}ms");
}
