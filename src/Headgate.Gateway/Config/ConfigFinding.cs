namespace Headgate.Gateway.Config;

/// <summary>Something to tell the operator about the config. Never holds a secret.</summary>
/// <param name="At">Where.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Suggestion">What would be right; null when nothing comes to mind.</param>
public abstract record ConfigFinding(ConfigPlace At, string Message, string? Suggestion)
{
    /// <summary>The file, variable or flag.</summary>
    public string File => At.File;

    /// <summary>Line, from 1; 0 when it is no file.</summary>
    public int Line => At.Line;

    /// <summary>Column, from 1; 0 when it is no file.</summary>
    public int Column => At.Column;

    /// <summary>The keys that lead to it; empty for the whole file.</summary>
    public string Path => At.Path;

    /// <summary>One line: <c>headgate.yaml:3:5: providers.openai.typ: unknown key; did you mean `type`?</c></summary>
    public sealed override string ToString() =>
        $"{At}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message}{(Suggestion is null ? "" : $"; {Suggestion}")}";
}
