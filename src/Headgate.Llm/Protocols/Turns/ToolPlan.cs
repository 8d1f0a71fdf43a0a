using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>Which tool a model is told to call.</summary>
/// <param name="Mode">How; null = nothing is said.</param>
/// <param name="Name">The tool, for a named one.</param>
internal sealed record ToolPlan(ToolChoiceMode? Mode, string? Name)
{
    private static readonly ToolPlan Unsaid = new(null, null);

    /// <summary>True when the model has to call a tool.</summary>
    public bool IsForced => Mode is ToolChoiceMode.Required or ToolChoiceMode.Named;

    /// <summary>What the client of the vendor's own protocol said.</summary>
    public static ToolPlan AsWritten(ChatRequest request) => new(request.ToolChoice?.Mode, request.ToolChoice?.Name);

    /// <summary>What a request says, and what an answer tool needs, as far as the model takes it.</summary>
    public static ToolPlan For(ChatRequest request, AnswerTool? answer, bool takesForcedChoice, LossList losses)
    {
        ToolPlan plan = answer is null ? Chosen(request, losses) : WithAnswer(request, answer, losses);
        if (plan.IsForced && !takesForcedChoice)
        {
            losses.Add(answer?.Format.Path ?? request.ToolChoice!.Path, "this model cannot be made to call a tool");
            return new ToolPlan(ToolChoiceMode.Auto, null);
        }

        return plan;
    }

    /// <summary>The plan where tools are there only because the conversation speaks of them: none is called unless an answer needs it.</summary>
    public ToolPlan Without(bool toolsAreOfThePast) => toolsAreOfThePast && Mode is null ? new ToolPlan(ToolChoiceMode.None, null) : this;

    private static ToolPlan Chosen(ChatRequest request, LossList losses)
    {
        if (request.Tools.IsEmpty)
        {
            NameUseless(request, losses);
            return Unsaid;
        }

        if (request.ToolChoice is not { } choice)
        {
            return request.ParallelToolCalls is { Value: false } ? new ToolPlan(ToolChoiceMode.Auto, null) : Unsaid;
        }

        if (choice is { Mode: ToolChoiceMode.Required, Allowed: [var only] })
        {
            return new ToolPlan(ToolChoiceMode.Named, only);
        }

        // Leaving out the other tools would change the prompt's beginning, and lose its cache.
        if (!choice.Allowed.IsEmpty)
        {
            losses.Add(choice.Path, "the vendor cannot allow some tools only");
        }

        return new ToolPlan(choice.Mode, choice.Name);
    }

    private static ToolPlan WithAnswer(ChatRequest request, AnswerTool answer, LossList losses)
    {
        if (request.Tools.IsEmpty)
        {
            NameUseless(request, losses);
        }
        else if (request.ParallelToolCalls is { Value: true } parallel)
        {
            losses.Add(parallel.Path, "an answer given twice would be no JSON");
        }

        return request switch
        {
            { ToolChoice: { Mode: ToolChoiceMode.Named, Name: { } named } } => new ToolPlan(ToolChoiceMode.Named, named),
            { Tools: [] } or { ToolChoice.Mode: ToolChoiceMode.None } => new ToolPlan(ToolChoiceMode.Named, answer.Name),
            _ => new ToolPlan(ToolChoiceMode.Required, null),
        };
    }

    private static void NameUseless(ChatRequest request, LossList losses)
    {
        if (request.ToolChoice is { } choice)
        {
            losses.Add(choice.Path, "there are no tools to choose from");
        }

        if (request.ParallelToolCalls is { } parallel)
        {
            losses.Add(parallel.Path, "there are no tools to call");
        }
    }
}
