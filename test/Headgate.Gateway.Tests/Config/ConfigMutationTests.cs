using System.Text;
using CsCheck;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

public sealed class ConfigMutationTests : IDisposable
{
    private const string Valid = """
        server:
          listen: [http://127.0.0.1:4000, "unix:/run/x.sock"]
          max_body: 32MiB
          keep_alive: 15s
          cors: { origins: ["https://a.example"] }
        providers:
          openai: &base { type: openai, api_key: "${KEY:-sk}", models: ["gpt-*"], headers: { a: b } }
          other: { <<: *base, base_url: "https://x.example/v1", proxy: "http://u:p@proxy:1" }
        models:
          chat:
            strategy: weighted
            targets: [ { model: openai/gpt-5, weight: 2 }, { model: backup } ]
            timeouts: { idle: 5s }
            defaults: { temperature: 0.2, stop: ["\u00e9", '''x'''] }
          backup: { targets: { model: other/* } }
          "gpt-*": { targets: { model: openai/* } }
        keys:
          - { name: ci, key: "${KEY:-0123456789012345678901234567890123456789}", team: a, expires: 2027-01-01, limits: { concurrent: 5 } }
        teams: { a: { models: ["*"] } }
        log: { bodies: full, retention: 30d }
        """;

    private static readonly string[] Snippets =
    [
        "*", "&", "!", "<<", "{", "}", "[", "]", ":", ": ", "- ", "\n", "\t", "\"", "'", "|", ">", "%", "@", "`", "#", "?", ",", "~", "null", "${", "$${", "${A}",
        "${file:x}", "---", "...", "0", "-1", "1e999", "99999999999999999999", "\0", "\uFEFF", "\U0001F600", "\\ud800", "\\x00", "*base", "<<: *base", "a/b/c", "models:", "!!str ", "!!binary ",
    ];

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_mutation_of_a_valid_file_throws() =>
        Gen.Select(Gen.Int[0, Valid.Length], Gen.Int[0, 12], Gen.Int[0, Snippets.Length - 1].Select(i => Snippets[i])).Array[1, 8].Sample(
            edits => Assert.True(Read(edits.Aggregate(Valid, Edit)) is ConfigReading.Accepted or ConfigReading.Refused { Errors.IsEmpty: false }),
            iter: 10_000, threads: 1);

    [Fact]
    public void A_file_cut_at_any_point_is_read_or_refused()
    {
        for (int length = 0; length <= Valid.Length; length++)
            Assert.True(Read(Valid[..length]) is ConfigReading.Accepted or ConfigReading.Refused { Errors.IsEmpty: false });
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(_folder.Path("headgate.yaml"), [0x61, 0xFF, 0xFE, 0x3A]);
        Assert.Contains("it is not UTF-8", Assert.Single(ConfigFolder.Refused(_folder.Source("headgate.yaml").Read())).Message);
    }

    private ConfigReading Read(string yaml)
    {
        File.WriteAllBytes(_folder.Path("headgate.yaml"), Encoding.UTF8.GetBytes(yaml));
        return _folder.Source("headgate.yaml").Read();
    }

    private static string Edit(string text, (int At, int Removed, string Inserted) edit)
    {
        int at = Math.Min(edit.At, text.Length);
        return text.Remove(at, Math.Min(edit.Removed, text.Length - at)).Insert(at, edit.Inserted);
    }
}
