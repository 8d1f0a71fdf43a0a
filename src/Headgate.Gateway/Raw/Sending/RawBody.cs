using Headgate.Gateway.Config;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>What goes up.</summary>
internal abstract class RawBody
{
    /// <summary>Nothing.</summary>
    public static RawBody None { get; } = new NoBody();

    /// <summary>True when it can be sent again, to this target or another.</summary>
    public abstract bool MayRepeat { get; }

    /// <summary>Why the client's upload was broken off; null while it was not.</summary>
    public virtual GatewayError? Refusal => null;

    /// <summary>SHA-256 of the bytes in lower-case hex; null where nobody needs it.</summary>
    public virtual string? Hash => null;

    /// <summary>The bytes for a target, and how many they are, where that is known; no stream for none.</summary>
    public abstract (Stream? Bytes, long? Length) For(Target target);

    private sealed class NoBody : RawBody
    {
        public override bool MayRepeat => true;

        public override (Stream? Bytes, long? Length) For(Target target) => (null, 0);
    }
}
