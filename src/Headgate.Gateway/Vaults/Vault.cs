using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.Gateway.Vaults;

/// <summary>
/// Seals the secrets of stored objects: AES-256-GCM with a fresh nonce, under a key derived from <c>HEADGATE_SECRET_KEY</c>, bound to the place where the
/// secret belongs. Opens what that key or the one before it (<c>HEADGATE_SECRET_KEY_PREVIOUS</c>) has sealed. Thread-safe.
/// </summary>
/// <remarks>An envelope: a byte of format, 8 of the key's id, 12 of nonce, 16 of tag, the ciphertext.</remarks>
public sealed class Vault
{
    /// <summary>The variable with the key that seals.</summary>
    public const string Variable = "HEADGATE_SECRET_KEY";

    /// <summary>The variable with the key before it, which opens only.</summary>
    public const string PreviousVariable = "HEADGATE_SECRET_KEY_PREVIOUS";

    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + SecretKey.IdBytes;
    private const int LeastBytes = HeadBytes + NonceBytes + TagBytes;

    private readonly SecretKey? _current;
    private readonly SecretKey? _previous;

    private Vault(SecretKey? current, SecretKey? previous) => (_current, _previous) = (current, previous);

    /// <summary>A vault without a key: it seals and opens nothing.</summary>
    public static Vault Closed { get; } = new(null, null);

    /// <summary>True when there is a key to seal with.</summary>
    public bool CanSeal => _current is not null;

    /// <summary>The id of the key that seals; null without one.</summary>
    public string? KeyId => _current?.Id;

    /// <summary>Reads the keys; null when what is given is none, and then <paramref name="wrong"/> is a sentence for the operator.</summary>
    public static Vault? Read(Func<string, string?> variable, out string wrong)
    {
        SecretKey? current = Key(variable, Variable, out wrong);
        SecretKey? previous = wrong.Length == 0 ? Key(variable, PreviousVariable, out wrong) : null;
        if (wrong.Length == 0 && current is null && previous is not null)
        {
            wrong = $"{PreviousVariable} is set and {Variable} is not: nothing could be sealed";
        }

        return wrong.Length == 0 ? new Vault(current, previous) : null;
    }

    /// <summary>True of an envelope that the key before has sealed.</summary>
    public bool IsOld(ImmutableArray<byte> envelope) =>
        _current is null || envelope.Length < HeadBytes || !envelope.AsSpan(1, SecretKey.IdBytes).SequenceEqual(_current.IdSpan);

    /// <summary>Seals a secret for its place. Throws without a key: ask <see cref="CanSeal"/> first.</summary>
    public ImmutableArray<byte> Seal(string secret, SealPlace place)
    {
        SecretKey key = _current ?? throw new InvalidOperationException($"There is no {Variable} to seal with.");
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        byte[] envelope = new byte[LeastBytes + plain.Length];
        envelope[0] = Format;
        key.IdSpan.CopyTo(envelope.AsSpan(1));
        Span<byte> nonce = envelope.AsSpan(HeadBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = key.Cipher(TagBytes);
        cipher.Encrypt(nonce, plain, envelope.AsSpan(LeastBytes), envelope.AsSpan(HeadBytes + NonceBytes, TagBytes), Bound(envelope, place));
        CryptographicOperations.ZeroMemory(plain);
        return ImmutableArray.Create(envelope);
    }

    /// <summary>Opens an envelope at its place.</summary>
    public VaultOpening Open(ImmutableArray<byte> sealedSecret, SealPlace place)
    {
        ReadOnlySpan<byte> envelope = sealedSecret.AsSpan();
        if (envelope.Length < LeastBytes || envelope[0] != Format)
        {
            return new VaultOpening.Corrupt();
        }

        if (KeyOf(envelope.Slice(1, SecretKey.IdBytes)) is not { } key)
        {
            return new VaultOpening.OtherKey(Convert.ToHexStringLower(envelope.Slice(1, SecretKey.IdBytes)));
        }

        byte[] plain = new byte[envelope.Length - LeastBytes];
        using AesGcm cipher = key.Cipher(TagBytes);
        try
        {
            cipher.Decrypt(
                envelope.Slice(HeadBytes, NonceBytes), envelope[LeastBytes..], envelope.Slice(HeadBytes + NonceBytes, TagBytes), plain,
                Bound(envelope, place));
            return new VaultOpening.Opened(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            return new VaultOpening.Corrupt();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private SecretKey? KeyOf(ReadOnlySpan<byte> id) =>
        _current is not null && id.SequenceEqual(_current.IdSpan) ? _current
        : _previous is not null && id.SequenceEqual(_previous.IdSpan) ? _previous
        : null;

    private static byte[] Bound(ReadOnlySpan<byte> envelope, SealPlace place) => [.. envelope[..HeadBytes], .. place.Bytes()];

    private static SecretKey? Key(Func<string, string?> variable, string name, out string wrong)
    {
        wrong = "";
        if (variable(name) is not { Length: > 0 } text)
        {
            return null;
        }

        SecretKey? key = SecretKey.Parse(text, out string why);
        wrong = key is null ? $"{name} {why}: make one with `openssl rand -base64 32`" : "";
        return key;
    }
}
