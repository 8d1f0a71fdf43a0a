using System.Net;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Audit;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Api;

/// <summary>Tells by the bearer token who calls. Wrong tokens are in the audit log, but not each one of a flood.</summary>
internal sealed class Doorkeeper(IConfigControl config, FailedLogins failures, AuditTrail trail, ILogger<Doorkeeper> log)
{
    private const string Scheme = "Bearer ";

    public async ValueTask<Outcome<Actor>> IdentifyAsync(HttpContext http)
    {
        IPAddress address = http.Connection.RemoteIpAddress ?? IPAddress.Loopback; // a unix socket has none
        if (failures.Wait(address) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", null);
            return new Problem(ProblemCode.TooManyAttempts, "Too many wrong tokens came from this address.");
        }

        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ProblemCode.InvalidToken, "This needs an admin token: `Authorization: Bearer …`.");
        }

        if (Find(header.AsSpan(Scheme.Length).Trim()) is { } token)
        {
            return new Actor(token.Name, token.Role);
        }

        Problem refusal = new(
            ProblemCode.InvalidToken, "This is no admin token of this gateway. (A virtual key, `hg-…`, opens the data plane alone.)");
        Log.WrongToken(log, address);
        if (failures.Add(address))
        {
            await trail.NoteAsync(Actor.Unknown, "log_in", address.ToString(), refusal, CancellationToken.None);
        }

        return refusal;
    }

    private AdminToken? Find(ReadOnlySpan<char> secret)
    {
        KeyDigest digest = KeyDigest.Of(secret);
        return config.Current.AdminTokens.FirstOrDefault(token => token.Digest == digest);
    }
}
