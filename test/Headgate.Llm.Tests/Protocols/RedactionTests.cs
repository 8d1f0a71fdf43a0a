using System.Text;
using System.Text.Json;
using CsCheck;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("Incorrect key sk-proj-abcdefgh12345678", "Incorrect key [redacted]")]
    [InlineData("hg-0123456789abcdefghijABCDEFGHIJ0123456789abc is revoked", "[redacted] is revoked")]
    [InlineData("Authorization: Bearer abc.def-ghi12", "Authorization: Bearer [redacted]")]
    [InlineData("authorization: basic dXNlcjpwYXNz", "authorization: basic [redacted]")]
    [InlineData("GET /v1?key=hunter22&alt=sse", "GET /v1?key=[redacted]&alt=sse")]
    [InlineData("GET /v1?api_key=hunter22", "GET /v1?api_key=[redacted]")]
    [InlineData("connect http://user:secret@proxy:3128/ failed", "connect http://[redacted]@proxy:3128/ failed")]
    [InlineData("AKIAIOSFODNN7EXAMPLE and AIzaSyA1234567890abcdefghijklmn", "[redacted] and [redacted]")]
    [InlineData("Invalid API key: 'Zm9vYmFyYmF6cXV4MTIzNDU2'", "Invalid API key: '[redacted]'")]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "token [redacted]")]
    public void Hides_what_looks_like_a_credential(string text, string expected) => Assert.Equal(expected, Redaction.Redact(text));

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens.")]
    [InlineData("Unknown key: temperature_of_the_model_in_degrees")]
    [InlineData("Incorrect API key provided: sk-ab***xyz9.")]
    [InlineData("$.messages[0].content must be a string; see https://platform.openai.com/docs/api-reference/chat")]
    [InlineData("")]
    public void Leaves_words_alone(string text) => Assert.Equal(text, Redaction.Redact(text));

    [Fact]
    public void Hides_a_given_secret_however_it_is_written()
    {
        const string Secret = "p+a/s\"w ord=\\é~";
        string[] forms =
        [
            Secret,
            JsonEncodedText.Encode(Secret).ToString(),
            JsonEncodedText.Encode(Secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            string.Concat(Secret.Select(c => $"\\u{(int)c:X4}")),
        ];
        foreach (string form in forms)
        {
            Assert.Equal("said [redacted], no", Redaction.Redact($"said {form}, no", null, "other-secret", Secret));
        }

        const string Ascii = "p+a/s\"w ord=\\~";
        Assert.Equal("a=[redacted]", Redaction.Redact("a=" + Uri.EscapeDataString(Ascii), Ascii));
        Assert.Equal("a=[redacted]", Redaction.Redact("a=" + System.Net.WebUtility.UrlEncode(Ascii), Ascii));
    }

    [Fact]
    public void Hides_a_secret_in_every_part_of_a_vendors_error()
    {
        VendorError clean = Redaction.Redact(new VendorError("hush-hush", "hush-hush", "hush-hush!", "hush-hush"), "hush-hush");
        Assert.Equal(new VendorError("[redacted]", "[redacted]", "[redacted]!", "[redacted]"), clean);
    }

    [Fact]
    public void Cuts_to_4_KB_between_characters()
    {
        string cut = Redaction.Redact("a" + new string('é', 5000))!;
        Assert.Equal(4095, Encoding.UTF8.GetByteCount(cut));
        Assert.DoesNotContain('\uFFFD', cut);
        Assert.Equal(4096, Encoding.UTF8.GetByteCount(Redaction.Redact(string.Concat(Enumerable.Repeat("😀", 3000)))!));
    }

    [Fact]
    public void Never_lets_a_given_secret_through_wherever_it_stands() =>
        Gen.Select(Gen.Int[0, 70_000], Gen.Int[0, 70_000]).Sample(
            (before, after) =>
            {
                const string Secret = "canary-0123456789";
                string text = new string('x', before) + " " + Secret + " " + new string('y', after);
                string redacted = Redaction.Redact(text, Secret)!;
                Assert.DoesNotContain("canary", redacted, StringComparison.Ordinal);
                Assert.InRange(Encoding.UTF8.GetByteCount(redacted), 0, Redaction.MaxBytes);
            },
            iter: 300);

    [Fact]
    public void Never_throws() => Gen.String.Sample(text => Redaction.Redact(text, text) is not null, iter: 5_000);
}
