using System.Net;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Api;

/// <summary>Tells by the bearer token who calls.</summary>
internal sealed class Doorkeeper(IConfigControl config, FailedLogins failures, ILogger<Doorkeeper> log)
{
    private const string Scheme = "Bearer ";

    public Outcome<Actor> Identify(HttpContext http)
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

        failures.Add(address);
        Log.WrongToken(log, address);
        return new Problem(
            ProblemCode.InvalidToken, "This is no admin token of this gateway. (A virtual key, `hg-…`, opens the data plane alone.)");
    }

    private AdminToken? Find(ReadOnlySpan<char> secret)
    {
        KeyDigest digest = KeyDigest.Of(secret);
        return config.Current.AdminTokens.FirstOrDefault(token => token.Digest == digest);
    }
}
