using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Identity;

/// <summary>
/// Hides the names of end users from providers, for keys that want it. A name becomes an HMAC-SHA256 under a key that only this installation has: who
/// knows names, and not the key, cannot find out whose a hash is by trying them.
/// </summary>
/// <param name="key">The installation's key; empty where there is none, and then a name is removed that was to be hashed.</param>
public sealed class EndUserVeil(ReadOnlyMemory<byte> key)
{
    private const string Mark = "hu_";

    /// <summary>Removes what it cannot hash.</summary>
    public static EndUserVeil Keyless { get; } = new(default);

    /// <summary>What is changed in a request so that providers see no more of its end user than its key lets them; empty where nothing is.</summary>
    /// <param name="caller">The key.</param>
    /// <param name="request">The client's body.</param>
    public ImmutableArray<MemberEdit> EditsFor(VirtualKey caller, JsonScan request) => caller.EndUser switch
    {
        EndUserSight.Pass => [],
        EndUserSight.Hash when !key.IsEmpty => RequestUser.Edits(request, name => Hash(caller.Organization, name)),
        _ => RequestUser.Edits(request, static _ => null),
    };

    /// <summary>
    /// The name that stands for another: <c>hu_</c> and 43 base64url characters, which fits where vendors take 64. The organization is in it, so that
    /// two of them do not learn from a vendor that they have a user in common.
    /// </summary>
    internal string Hash(string? organization, string name) =>
        Mark + Base64Url.EncodeToString(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes($"{organization}\0{name}")));
}
