using System.Collections.Immutable;
using static Headgate.Llm.Tests.Translation.Leaves.Leaf;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>
/// Every leaf of <c>generateContent</c>, https://ai.google.dev/api/generate-content read 2026-11-22 with the types of the npm package @google/genai
/// 3.1.0. The model and the wish for a stream are in the path.
/// </summary>
internal static class GeminiRequestLeaves
{
    private const string Schema =
        """{"type":"object","properties":{"gate":{"type":"string","description":"@"}},"required":["gate"],"additionalProperties":false}""";

    private const string GooglesSchema = """{"type":"OBJECT","properties":{"gate":{"type":"STRING","description":"@"}},"required":["gate"]}""";

    private const string Question = """{"role":"user","parts":[{"text":"Hi"}]}""";

    private const string Call = """
        {"role":"model","parts":[{"text":"One moment."},{"functionCall":{"id":"call_1","name":"read_gauge","args":{"gate":7}}}]}
        """;

    private const string Result = """
        {"role":"user","parts":[{"functionResponse":{"id":"call_1","name":"read_gauge","response":{"result":"12 inches"}}}]}
        """;

    private const string Gauge = """{"name":"read_gauge","parametersJsonSchema":{"type":"object","properties":{},"additionalProperties":false}}""";

    private const string Tools = $$"""[{"functionDeclarations":[{{Gauge}},{"name":"open_gate"}]}]""";

    public static ImmutableArray<Scene> Scenes { get; } =
    [
        Scene("plain", "{}",
            Value("$.safetySettings", """[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"@"}]"""),
            Text("$.cachedContent"),
            Value("$.labels", """{"team":"@"}"""),
            Flag("$.store"),
            OneOf("$.serviceTier", "standard", "flex", "priority"),
            Unknown("$")),
        Scene("config", """{"generationConfig":{}}""",
            Number("$.generationConfig.temperature", "0.4375"),
            Number("$.generationConfig.topP", "0.8125"),
            Number("$.generationConfig.topK", "37"),
            Number("$.generationConfig.seed", "4242"),
            Number("$.generationConfig.candidateCount", "3"),
            Number("$.generationConfig.presencePenalty", "0.5625"),
            Number("$.generationConfig.frequencyPenalty", "0.6875"),
            new Leaf("$.generationConfig.maxOutputTokens", [new("4321"), new("128000")]),
            Value("$.generationConfig.stopSequences", """["@"]"""),
            Flag("$.generationConfig.responseLogprobs"),
            Value("$.generationConfig.responseModalities", """["TEXT"]"""),
            OneOf("$.generationConfig.mediaResolution", "MEDIA_RESOLUTION_LOW"),
            Value("$.generationConfig.speechConfig", """{"languageCode":"@"}"""),
            Value("$.generationConfig.imageConfig", """{"aspectRatio":"@"}"""),
            OneOf("$.generationConfig.responseMimeType", "text/plain", "application/json"),
            Unknown("$.generationConfig")),
        Scene("log probabilities", """{"generationConfig":{"responseLogprobs":true}}""", Number("$.generationConfig.logprobs", "7")),
        Scene("answer by schema", """{"generationConfig":{"responseMimeType":"application/json"}}""",
            Value("$.generationConfig.responseJsonSchema", Schema), Value("$.generationConfig.responseSchema", GooglesSchema)),
        Scene("answer by Google's schema",
            """
            {"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}} }}}
            """,
            Value("$.generationConfig.responseSchema.propertyOrdering", """["b","a"]""")),
        Scene("a word of a list", """{"generationConfig":{"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["a"]}}}""",
            OneOf("$.generationConfig.responseMimeType", "text/x.enum"), Text("$.generationConfig.responseSchema.enum[0]")),
        Scene("thinking", """{"generationConfig":{"maxOutputTokens":20000,"thinkingConfig":{}}}""",
            OneOf("$.generationConfig.thinkingConfig.thinkingLevel", "MINIMAL", "LOW", "MEDIUM", "HIGH"),
            new Leaf("$.generationConfig.thinkingConfig.thinkingBudget", [new("-1"), new("0"), new("2048"), new("8192"), new("16000")]),
            Flag("$.generationConfig.thinkingConfig.includeThoughts"),
            Unknown("$.generationConfig.thinkingConfig")),
        Scene("instructions", """{"systemInstruction":{"parts":[{"text":"a"},{"text":"b"}]}}""",
            Text("$.systemInstruction.parts[0].text"), Text("$.systemInstruction.parts[1].text"),
            Unknown("$.systemInstruction"), Unknown("$.systemInstruction.parts[0]")),
        Scene("tools", $$$"""{"tools":{{{Tools}}}}""",
            Text("$.tools[0].functionDeclarations[0].name"),
            Text("$.tools[0].functionDeclarations[0].description"),
            Value("$.tools[0].functionDeclarations[0].parametersJsonSchema", Schema),
            Value("$.tools[0].functionDeclarations[1].parameters", GooglesSchema),
            OneOf("$.tools[0].functionDeclarations[0].behavior", "NON_BLOCKING"),
            Value("$.tools[0].functionDeclarations[0].responseJsonSchema", Schema),
            Unknown("$.tools[0].functionDeclarations[0]")),
        Scene("Google's tools", """{"tools":[{"googleSearch":{}},{"fileSearch":{"fileSearchStoreNames":["a"]}}]}""",
            Value("$.tools[0].googleSearch", """{"excludeDomains":["@"]}"""), Text("$.tools[1].fileSearch.fileSearchStoreNames[0]"), Unknown("$.tools[0]")),
        Scene("choice of a tool", $$$$"""{"tools":{{{{Tools}}}},"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}}}""",
            OneOf("$.toolConfig.functionCallingConfig.mode", "AUTO", "ANY", "NONE", "VALIDATED"),
            Flag("$.toolConfig.functionCallingConfig.streamFunctionCallArguments"),
            Value("$.toolConfig.retrievalConfig", """{"languageCode":"@"}"""),
            Unknown("$.toolConfig"), Unknown("$.toolConfig.functionCallingConfig")),
        Scene("tool by name", $$$$"""{"tools":{{{{Tools}}}},"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["read_gauge"]}}}""",
            Value("$.toolConfig.functionCallingConfig.allowedFunctionNames[0]", "\"open_gate\"")),
        Scene("user text", """{"contents":[{"role":"user","parts":[{"text":"Hi"},{"text":"you"}]}]}""",
            Text("$.contents[0].parts[0].text"), Text("$.contents[0].parts[1].text"), Unknown("$.contents[0]"), Unknown("$.contents[0].parts[0]")),
        Scene("image", """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}]}""",
            Text("$.contents[0].parts[0].inlineData.data"),
            OneOf("$.contents[0].parts[0].inlineData.mimeType", "image/jpeg", "image/png", "image/gif", "image/webp"),
            Text("$.contents[0].parts[0].inlineData.displayName"),
            Value("$.contents[0].parts[0].mediaResolution", """{"level":"@"}"""),
            Unknown("$.contents[0].parts[0]"), Unknown("$.contents[0].parts[0].inlineData")),
        Scene("document", """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"application/pdf","data":"AAAA"}},{"text":"Hi"}]}]}""",
            Text("$.contents[0].parts[0].inlineData.data")),
        Scene("sound", """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"audio/wav","data":"AAAA"}},{"text":"Hi"}]}]}""",
            Text("$.contents[0].parts[0].inlineData.data")),
        Scene("video", """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"video/mp4","data":"AAAA"}},{"text":"Hi"}]}]}""",
            Text("$.contents[0].parts[0].inlineData.data"), Value("$.contents[0].parts[0].videoMetadata", """{"startOffset":"@"}""")),
        Scene("file", """{"contents":[{"role":"user","parts":[{"fileData":{"mimeType":"image/png","fileUri":"https://example.org/a.png"}},{"text":"Hi"}]}]}""",
            Text("$.contents[0].parts[0].fileData.fileUri", "https://example.org/@.png"),
            Text("$.contents[0].parts[0].fileData.fileUri", "https://generativelanguage.googleapis.com/v1beta/files/@"),
            OneOf("$.contents[0].parts[0].fileData.mimeType", "image/jpeg"),
            Unknown("$.contents[0].parts[0].fileData")),
        Scene("model", """{"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"Hello"}]},{"parts":[{"text":"Go on"}]}]}""",
            Text("$.contents[1].parts[0].text"), Unknown("$.contents[1]"), Unknown("$.contents[1].parts[0]")),
        Scene("thought",
            """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"text":"a","thought":true},{"text":"Hello",
             "thoughtSignature":"c2ln"}]},{"role":"user","parts":[{"text":"Go on"}]}]}
            """,
            Text("$.contents[1].parts[0].text"), Text("$.contents[1].parts[1].thoughtSignature")),
        Scene("signed call",
            """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"functionCall":{"name":"read_gauge","args":{}},
             "thoughtSignature":"c2ln"}]},{"role":"user","parts":[{"functionResponse":{"name":"read_gauge","response":{"result":"12"}}}]}]}
            """,
            Text("$.contents[1].parts[0].thoughtSignature")),
        Scene("Google's call",
            """
            {"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"a"}},
             {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"b"}},{"text":"Hello"}]},{"role":"user","parts":[{"text":"Go on"}]}]}
            """,
            Text("$.contents[1].parts[0].executableCode.code"), Text("$.contents[1].parts[1].codeExecutionResult.output")),
        Scene("call of a tool", $$$"""{"tools":{{{Tools}}},"contents":[{{{Question}}},{{{Call}}},{{{Result}}}]}""",
            Text("$.contents[1].parts[0].text"),
            Value("$.contents[1].parts[1].functionCall.args", """{"gate":"@"}"""),
            Value("$.contents[1].parts[1].functionCall.name", "\"read_@\""),
            Value("$.contents[2].parts[0].functionResponse.response", """{"result":"@"}"""),
            Value("$.contents[2].parts[0].functionResponse.response", """{"error":"@"}"""),
            Value("$.contents[2].parts[0].functionResponse.response", """{"inches":12,"by":"@"}"""),
            Value("$.contents[2].parts[0].functionResponse.parts", """[{"inlineData":{"mimeType":"image/png","data":"@"}}]"""),
            Text("$.contents[2].parts[0].functionResponse.name"),
            OneOf("$.contents[2].parts[0].functionResponse.scheduling", "WHEN_IDLE"),
            Unknown("$.contents[1].parts[1].functionCall"), Unknown("$.contents[2].parts[0].functionResponse"), Unknown("$.contents[2].parts[0]")),
        Scene("ids that do not match", $$$"""{"tools":{{{Tools}}},"contents":[{{{Question}}},{{{Call}}},{{{Result}}}]}""",
            Text("$.contents[1].parts[1].functionCall.id", "call_@"), Text("$.contents[2].parts[0].functionResponse.id", "call_@")),
    ];

    // What a scene's body leaves out is the smallest that makes a request.
    private static Scene Scene(string name, string body, params ImmutableArray<Leaf> leaves)
    {
        string contents = body.Contains("\"contents\"", StringComparison.Ordinal) ? "" : $"\"contents\":[{Question}]";
        string separator = contents.Length == 0 || body == "{}" ? "" : ",";
        return new Scene(name, $"{{{contents}{separator}{body[1..]}", leaves);
    }
}
