using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests.Gemini;

/// <summary>The rig with a key where Gemini wants it.</summary>
internal static class GeminiRig
{
    public const string Ask = """{"role":"user","parts":[{"text":"one two"}]}""";
    public const string Call = """{"role":"model","parts":[{"functionCall":{"name":"weather","args":{}}}]}""";
    public const string Answer = """{"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"rain"}}}]}""";
    public const string Tools = """
        ,"tools":[{"functionDeclarations":[{"name":"weather"},{"name":"tide"}]}]
        """;

    /// <summary>What a simulator of seed 0 signs a call of <c>weather</c> with.</summary>
    public static readonly string Signature = new Seal(0).Sign("weather");

    public static async Task<Rig> StartAsync()
    {
        var rig = await Rig.StartAsync();
        rig.Client.DefaultRequestHeaders.Add("x-goog-api-key", "good");
        return rig;
    }

    public static string Path(string model, string method = "generateContent") => $"/v1beta/models/{model}:{method}";

    /// <summary>A body of turns and whatever else.</summary>
    public static string Body(string members = "", params string[] contents) =>
        $$"""{"contents":[{{(contents.Length == 0 ? Ask : string.Join(',', contents))}}]{{members}}}""";
}
