using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// The top-level members of a request, taken by name in whatever order suits the decoder; those that nobody took are extras. A null counts
/// as not sent.
/// </summary>
/// <param name="body">A body that has scanned as strict JSON.</param>
internal sealed class RequestMembers(ReadOnlyMemory<byte> body)
{
    private readonly JsonScan _scan = JsonScan.OfObject(body);
    private readonly HashSet<int> _taken = [];

    /// <summary>Takes a member's value and its place; false when it was not sent.</summary>
    public bool TryTake(ReadOnlySpan<byte> name, out JsonWalk value, out string path)
    {
        ReadOnlySpan<JsonMember> members = _scan.Members;
        for (int i = 0; i < members.Length; i++)
        {
            if (_scan.IsNamed(members[i], name))
            {
                _taken.Add(i);
                value = new JsonWalk(_scan.ValueOf(members[i]));
                path = $"$.{Encoding.UTF8.GetString(name)}";
                return !value.IsNull;
            }
        }

        value = default;
        path = "";
        return false;
    }

    /// <summary>Takes a boolean; null when it was not sent.</summary>
    public Given<bool>? Flag(ReadOnlySpan<byte> name) =>
        TryTake(name, out JsonWalk value, out string path) ? new Given<bool>(value.Flag(new JsonPlace(path)), path) : null;

    /// <summary>Takes a number; null when it was not sent.</summary>
    public Given<double>? Number(ReadOnlySpan<byte> name) =>
        TryTake(name, out JsonWalk value, out string path) ? new Given<double>(value.Number(new JsonPlace(path)), path) : null;

    /// <summary>Takes a whole number; null when it was not sent.</summary>
    public Given<long>? Whole(ReadOnlySpan<byte> name) =>
        TryTake(name, out JsonWalk value, out string path) ? new Given<long>(value.Whole(new JsonPlace(path)), path) : null;

    /// <summary>Takes a string; null when it was not sent.</summary>
    public Given<string>? Text(ReadOnlySpan<byte> name) =>
        TryTake(name, out JsonWalk value, out string path) ? new Given<string>(value.Text(new JsonPlace(path)), path) : null;

    /// <summary>Takes what is left into the extras.</summary>
    public void TakeRest(ref ExtraList extras)
    {
        ReadOnlySpan<JsonMember> members = _scan.Members;
        for (int i = 0; i < members.Length; i++)
        {
            if (_taken.Contains(i))
            {
                continue;
            }

            JsonWalk value = new(_scan.ValueOf(members[i]));
            if (!value.IsNull)
            {
                extras.Take(_scan.NameOf(members[i]), ref value, default);
            }
        }
    }
}
