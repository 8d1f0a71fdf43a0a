namespace Headgate.Simulator.Gemini;

/// <summary>The messages of the Gemini API: https://ai.google.dev/api/generate-content, https://ai.google.dev/api/caching#Content and
/// https://ai.google.dev/api/embeddings (read 2026-11-22).</summary>
internal static class GeminiFields
{
    public static readonly string[] RequestNames =
    [
        "model", "contents", "systemInstruction", "tools", "toolConfig", "safetySettings", "generationConfig", "cachedContent", "labels",
        "serviceTier", "store",
    ];

    public static readonly string[] CountNames = ["model", "contents", "generateContentRequest"];
    public static readonly string[] EmbedNames = ["model", "content", "taskType", "title", "outputDimensionality", "embedContentConfig"];
    public static readonly string[] BatchNames = ["requests"];

    /// <summary>The part of OpenAPI's schema that <c>parameters</c> and <c>responseSchema</c> take.</summary>
    private static readonly FieldShape Schema = OfSchema();

    private static readonly FieldShape InlineData = new("mimeType", "data", "displayName");
    private static readonly FieldShape FileData = new("mimeType", "fileUri", "displayName");

    private static readonly FieldShape Part =
        new FieldShape("text", "thought", "thoughtSignature", "executableCode", "codeExecutionResult", "videoMetadata", "mediaResolution",
                "partMetadata", "toolCall", "toolResponse")
            .With("inlineData", InlineData)
            .With("fileData", FileData)
            .With("functionCall", new("id", "name", "args", "partialArgs", "willContinue"))
            .With("functionResponse", new FieldShape("id", "name", "response", "willContinue", "scheduling")
                .With("parts", new FieldShape().With("inlineData", InlineData).With("fileData", FileData)));

    private static readonly FieldShape Content = new FieldShape("role").With("parts", Part);

    private static readonly FieldShape Tool =
        new FieldShape("googleSearch", "googleSearchRetrieval", "codeExecution", "urlContext", "computerUse", "fileSearch", "googleMaps",
                "mcpServers")
            .With("functionDeclarations", new FieldShape("name", "description", "behavior", "parametersJsonSchema", "responseJsonSchema")
                .With("parameters", Schema).With("response", Schema));

    private static readonly FieldShape ToolConfig =
        new FieldShape("retrievalConfig", "includeServerSideToolInvocations")
            .With("functionCallingConfig", new("mode", "allowedFunctionNames", "streamFunctionCallArguments"));

    private static readonly FieldShape GenerationConfig =
        new FieldShape("temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "responseMimeType",
                "responseJsonSchema", "presencePenalty", "frequencyPenalty", "seed", "responseLogprobs", "logprobs", "responseModalities",
                "mediaResolution", "speechConfig", "imageConfig", "enableEnhancedCivicAnswers")
            .With("responseSchema", Schema)
            .With("thinkingConfig", new("includeThoughts", "thinkingBudget", "thinkingLevel"));

    public static readonly FieldShape Request = new FieldShape(RequestNames)
        .With("contents", Content)
        .With("systemInstruction", Content)
        .With("tools", Tool)
        .With("toolConfig", ToolConfig)
        .With("safetySettings", new("category", "threshold"))
        .With("generationConfig", GenerationConfig);

    public static readonly FieldShape Count =
        new FieldShape(CountNames).With("contents", Content).With("generateContentRequest", Request);

    public static readonly FieldShape Embed = new FieldShape(EmbedNames).With("content", Content);

    public static readonly FieldShape Batch = new FieldShape(BatchNames).With("requests", Embed);

    private static FieldShape OfSchema()
    {
        var schema = new FieldShape("type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "required",
            "minProperties", "maxProperties", "minLength", "maxLength", "pattern", "example", "propertyOrdering", "default", "minimum",
            "maximum");
        return schema.With("items", schema).With("anyOf", schema).With("properties", FieldShape.MapOf(schema));
    }
}
