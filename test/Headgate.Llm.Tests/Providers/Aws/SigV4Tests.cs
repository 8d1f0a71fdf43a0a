using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers.Aws;

namespace Headgate.Llm.Tests.Providers.Aws;

/// <summary>
/// The signatures in <c>Goldens/sigv4/vectors.json</c> are AWS's own, of its published test suite (awslabs/aws-c-auth,
/// tests/aws-signing-test-suite/v4): key AKIDEXAMPLE, us-east-1, a service called service, 2015-08-30T12:36:00Z.
/// </summary>
public sealed class SigV4Tests
{
    private const string KeyId = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static readonly DateTimeOffset Then = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. Vectors.Select(vector => vector!["name"]!.GetValue<string>())];

    private static JsonArray Vectors => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "sigv4", "vectors.json")))!.AsArray();

    [Theory]
    [MemberData(nameof(Names))]
    public void Signs_as_AWS_does(string name)
    {
        JsonNode vector = Vectors.Single(vector => vector!["name"]!.GetValue<string>() == name)!;
        SignedCall call = CallOf(vector);

        string authorization = new SigV4("us-east-1", "service").Authorize(call, KeyId, Secret, Then);

        string headers = string.Join(';', call.Headers.Select(header => header.Key.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={headers}, Signature={vector["signature"]}",
            authorization);
    }

    /// <summary>
    /// The expected signature was made with openssl alone: four times <c>openssl dgst -sha256 -mac HMAC</c> over date, region, service and
    /// aws4_request, then over the string to sign, whose canonical request has <c>/model/us.amazon.nova-lite-v1%253A0/converse</c>.
    /// </summary>
    [Fact]
    public void Escapes_once_more_a_model_that_is_escaped_in_the_path()
    {
        SignedCall call = new(
            "POST", "/model/us.amazon.nova-lite-v1%3A0/converse", "",
            [
                KeyValuePair.Create("host", "bedrock-runtime.us-west-2.amazonaws.com"),
                KeyValuePair.Create("x-amz-date", "20261122T101500Z"),
            ],
            HashOf("""{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}"""));

        string authorization = new SigV4("us-west-2", "bedrock").Authorize(call, KeyId, Secret, new DateTimeOffset(2026, 11, 22, 10, 15, 0, TimeSpan.Zero));

        Assert.EndsWith("Signature=14f8df16aed8dc867d481aa2324006c4bd7115431e18d8dc3f9094555f1c4533", authorization, StringComparison.Ordinal);
    }

    private static SignedCall CallOf(JsonNode vector)
    {
        string[] target = vector["target"]!.GetValue<string>().Split('?', 2);
        IEnumerable<KeyValuePair<string, string>> headers =
            (vector["headers"]?.AsObject() ?? []).Select(header => KeyValuePair.Create(header.Key, header.Value!.GetValue<string>()));
        return new SignedCall(
            vector["method"]!.GetValue<string>(), target[0], target.Length > 1 ? $"?{target[1]}" : "",
            [.. headers, KeyValuePair.Create("Host", "example.amazonaws.com"), KeyValuePair.Create("X-Amz-Date", SigV4.Stamp(Then))],
            HashOf(vector["body"]?.GetValue<string>() ?? ""));
    }

    // In pieces of three bytes: the hash is of the whole however it lies.
    private static string HashOf(string text)
    {
        ReadOnlyMemory<byte>[] pieces = [.. Encoding.UTF8.GetBytes(text).Chunk(3).Select(piece => (ReadOnlyMemory<byte>)piece)];
        return BodyHash.Of(new SplicedBody(pieces, text.Length));
    }
}
