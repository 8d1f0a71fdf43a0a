using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Vaults;

namespace Headgate.Gateway.Tests.Vaults;

public sealed class VaultTests
{
    private const string Secret = "sk-live-ärgernis-0123456789";

    private static readonly string First = Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray());
    private static readonly string Second = Convert.ToBase64String(Enumerable.Range(101, 48).Select(n => (byte)n).ToArray());

    private static readonly SealPlace Place = new(ConfigObjectKind.Provider, "acme", 7, """{"type":"openai","api_key":"***"}""", "api_key");

    [Fact]
    public void Opens_what_it_has_sealed_and_never_seals_the_same_twice()
    {
        Vault vault = Open(First);
        ImmutableArray<byte> one = vault.Seal(Secret, Place);
        ImmutableArray<byte> two = vault.Seal(Secret, Place);

        Assert.Equal(Secret, Opened(vault.Open(one, Place)));
        Assert.Equal(Secret, Opened(vault.Open(two, Place)));
        Assert.NotEqual(one.AsSpan(9, 12).ToArray(), two.AsSpan(9, 12).ToArray());
        Assert.DoesNotContain("sk-live", Encoding.Latin1.GetString(one.AsSpan()), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-live", vault.Open(one, Place).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_envelope_of_which_any_bit_was_changed_or_that_was_cut()
    {
        Vault vault = Open(First);
        ImmutableArray<byte> envelope = vault.Seal(Secret, Place);
        for (int bit = 0; bit < envelope.Length * 8; bit++)
        {
            byte[] changed = [.. envelope];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNotType<VaultOpening.Opened>(vault.Open([.. changed], Place));
        }

        for (int length = 0; length < envelope.Length; length++)
        {
            Assert.IsNotType<VaultOpening.Opened>(vault.Open(envelope[..length], Place));
        }
    }

    [Fact]
    public void Refuses_an_envelope_anywhere_but_at_its_place()
    {
        Vault vault = Open(First);
        ImmutableArray<byte> envelope = vault.Seal(Secret, Place);
        SealPlace[] others =
        [
            Place with { Name = "evil" }, Place with { Version = 8 }, Place with { Credential = "api_keys[0]" }, Place with { Kind = ConfigObjectKind.Model },
            Place with { Body = """{"type":"openai","api_key":"***","base_url":"https://evil.example"}""" },
            Place with { Name = "acmea", Credential = "pi_key" },
        ];
        Assert.All(others, other => Assert.IsType<VaultOpening.Corrupt>(vault.Open(envelope, other)));
    }

    [Fact]
    public void Tells_another_key_from_a_damaged_envelope()
    {
        ImmutableArray<byte> envelope = Open(First).Seal(Secret, Place);

        VaultOpening.OtherKey other = Assert.IsType<VaultOpening.OtherKey>(Open(Second).Open(envelope, Place));
        Assert.Equal(Open(First).KeyId, other.KeyId);
        Assert.IsType<VaultOpening.OtherKey>(Vault.Closed.Open(envelope, Place));
        Assert.IsType<VaultOpening.Corrupt>(Open(First).Open(envelope.SetItem(envelope.Length - 1, (byte)(envelope[^1] ^ 1)), Place));
    }

    [Fact]
    public void Opens_with_the_key_before_and_seals_with_the_new_one()
    {
        ImmutableArray<byte> old = Open(First).Seal(Secret, Place);
        Vault rotated = Open(Second, First);

        Assert.Equal(Secret, Opened(rotated.Open(old, Place)));
        Assert.True(rotated.IsOld(old));
        ImmutableArray<byte> anew = rotated.Seal(Secret, Place);
        Assert.False(rotated.IsOld(anew));
        Assert.Equal(Secret, Opened(Open(Second).Open(anew, Place)));
        Assert.IsType<VaultOpening.OtherKey>(Open(First).Open(anew, Place));
    }

    [Theory]
    [InlineData("not base64!", "is not base64")]
    [InlineData("c2hvcnQ=", "holds 5 bytes")]
    public void Says_what_is_wrong_with_a_key_and_does_not_repeat_it(string text, string wrong)
    {
        Assert.Null(Vault.Read(name => name == Vault.Variable ? text : null, out string message));
        Assert.Contains(wrong, message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_it_is_closed_and_a_previous_one_alone_is_an_error()
    {
        Assert.False(Vault.Read(_ => null, out _)!.CanSeal);
        Assert.False(Vault.Read(_ => "", out _)!.CanSeal);
        Assert.Null(Vault.Read(name => name == Vault.PreviousVariable ? First : null, out string message));
        Assert.Contains("HEADGATE_SECRET_KEY is not", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_either_alphabet_of_base64_for_the_same_key()
    {
        string text = Convert.ToBase64String([.. Enumerable.Repeat((byte)0xFB, 33)]);
        Assert.Equal(Open(text).KeyId, Open(text.Replace('+', '-').Replace('/', '_')).KeyId);
        Assert.NotEqual(Open(First).KeyId, Open(Second).KeyId);
    }

    private static string Opened(VaultOpening opening) => Assert.IsType<VaultOpening.Opened>(opening).Secret;

    private static Vault Open(string key, string? previous = null) =>
        Vault.Read(name => name == Vault.Variable ? key : name == Vault.PreviousVariable ? previous : null, out _)!;
}
