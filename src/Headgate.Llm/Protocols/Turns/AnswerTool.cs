using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>
/// A tool that stands in for a structured answer, on models or for forms that cannot be asked for otherwise: the model
/// has to call it, and its arguments are the answer.
/// </summary>
/// <param name="Name">The tool's name, which no tool of the client's has.</param>
/// <param name="Format">The form of the answer.</param>
internal sealed record AnswerTool(string Name, OutputFormat Format)
{
    /// <summary>Why something does not arrive that the model says beside calling it.</summary>
    public const string Beside = "a structured answer has nothing beside it";

    /// <summary>What it is for, for the model.</summary>
    public string Description => Format.Description ?? "Gives the final answer. Always call this tool to answer.";

    /// <summary>True when the answer is no object, as the arguments of tools are, and has to be put into one.</summary>
    public bool IsWrapped => Format.Schema is { } schema && InputSchema.IsOfNoObject(schema);

    /// <summary>The JSON Schema of its arguments.</summary>
    public ReadOnlyMemory<byte> Schema => Format.Schema is not { } schema ? """{"type":"object"}"""u8.ToArray()
        : IsWrapped ? InputSchema.Wrapped(schema)
        : InputSchema.Typed(schema);

    /// <summary>The tool that a request needs for a model; null when it needs none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="takesFormat">True when the model can be asked for an answer by a schema.</param>
    /// <param name="dialect">The schemas it can be held to; null = any.</param>
    /// <param name="names">The request's names of tools.</param>
    public static AnswerTool? For(ChatRequest request, bool takesFormat, SchemaDialect? dialect, ToolNames names)
    {
        bool isHeld = request.Format is { Kind: OutputKind.JsonSchema } asked && takesFormat
            && (dialect is null || (asked.Schema is { } schema && dialect.Takes(schema, out _)));
        if (isHeld || request.Format is not { Kind: not OutputKind.Text } format)
        {
            return null;
        }

        string name = names.Fit(format.Name ?? "answer");
        while (request.Tools.Any(tool => tool is Tool.Function function && names.Fit(function.Name) == name))
        {
            name = names.Fit(name + "_");
        }

        return new AnswerTool(name, format);
    }
}
