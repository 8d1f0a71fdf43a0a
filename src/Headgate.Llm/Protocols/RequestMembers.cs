using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// The top-level members of a request, taken by name in whatever order suits the decoder; those that nobody took are extras. A null counts
/// as not sent.
/// </summary>
internal sealed class RequestMembers
{
    private readonly List<(byte[] Name, ReadOnlyMemory<byte> Value)> _members = [];

    /// <summary>Goes through a body once; what makes up most of it is read on the way, or it would be gone through twice.</summary>
    /// <param name="body">A body that has scanned as strict JSON.</param>
    /// <param name="bulk">The member that makes up most of it.</param>
    /// <param name="readBulk">Consumes its value.</param>
    public RequestMembers(ReadOnlyMemory<byte> body, ReadOnlySpan<byte> bulk, ReadValue readBulk)
    {
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(bulk))
            {
                readBulk(ref walk);
            }
            else
            {
                _members.Add((name.ToArray(), walk.Raw()));
            }
        }
    }

    /// <summary>Consumes a value.</summary>
    public delegate void ReadValue(ref JsonWalk value);

    /// <summary>Takes a member's value and its place; false when it was not sent.</summary>
    public bool TryTake(ReadOnlySpan<byte> name, out JsonWalk value, out string path)
    {
        for (int i = 0; i < _members.Count; i++)
        {
            if (name.SequenceEqual(_members[i].Name))
            {
                value = new JsonWalk(_members[i].Value);
                path = $"$.{Encoding.UTF8.GetString(name)}";
                _members.RemoveAt(i);
                return true;
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
        foreach ((byte[] name, ReadOnlyMemory<byte> value) in _members)
        {
            JsonWalk walk = new(value);
            extras.Take(name, ref walk, default);
        }
    }
}
