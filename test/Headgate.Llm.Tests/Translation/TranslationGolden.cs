using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Translation;

/// <summary>
/// The same thing in two protocols, written by hand from the vendors' formats: <c>Goldens/translation/KIND/CASE/</c> with two of <c>chat.*</c>,
/// <c>messages.*</c>, <c>responses.*</c>, <c>gemini.*</c>, <c>bedrock.*</c> and <c>ollama.*</c>, and in <c>losses.json</c>, per protocol that is
/// written here, the target and what is lost on the way.
/// </summary>
/// <remarks>No test writes these files: made by our encoders they would only say that the encoders do what they do.</remarks>
internal sealed class TranslationGolden(string kind, string name)
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Goldens", "translation");

    private static readonly string[] Words = ["chat", "messages", "responses", "bedrock", "gemini", "ollama"];

    private readonly string _folder = Path.Combine(Root, kind, name);

    /// <summary>The folder in the repository.</summary>
    public static string SourceFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Goldens", "translation");

    /// <summary>The cases of a kind, once for each protocol that is written in them.</summary>
    public static TheoryData<string, WireProtocol> Cases(string kind)
    {
        TheoryData<string, WireProtocol> cases = [];
        foreach (string name in Directory.GetDirectories(Path.Combine(Root, kind)).Select(folder => Path.GetFileName(folder)).Order())
        {
            foreach (string protocol in new TranslationGolden(kind, name).Losses.Select(member => member.Key))
                cases.Add(name, NativeProtocols.Find(protocol)!.Protocol);
        }

        return cases;
    }

    /// <summary>What a protocol's side of it says.</summary>
    public string Text(WireProtocol protocol) =>
        File.ReadAllText(Directory.GetFiles(_folder, WordFor(protocol) + ".*").Single());

    /// <summary>The protocol that it is translated from.</summary>
    public WireProtocol SourceOf(WireProtocol written) =>
        Words.Where(word => word != WordFor(written) && Directory.GetFiles(_folder, word + ".*").Length > 0)
            .Select(word => NativeProtocols.Find(word)!.Protocol).Single();

    /// <summary>The client's request, where the answer depends on it; else null.</summary>
    public string? Request => Path.Combine(_folder, "request.json") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>Whom the request is written for.</summary>
    public EgressTarget Target(WireProtocol written)
    {
        EgressTarget target = Targets.Of(Losses[WordFor(written)]!["target"]!.GetValue<string>());
        return written == WireProtocol.OpenAIResponses ? Targets.ByResponses(target) : target;
    }

    /// <summary>What must be named as lost, in any order.</summary>
    public IEnumerable<string> LostPaths(WireProtocol written) =>
        Losses[WordFor(written)]!["losses"]!.AsArray().Select(path => path!.GetValue<string>()).Order(StringComparer.Ordinal);

    private JsonObject Losses => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "losses.json")))!.AsObject();

    private static string WordFor(WireProtocol protocol) => NativeProtocols.Get(protocol).Name;
}
