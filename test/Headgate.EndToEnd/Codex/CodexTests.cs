using System.Text;

namespace Headgate.EndToEnd.Codex;

/// <summary>npm <c>@openai/codex</c>, which speaks only Responses, with the models of any vendor.</summary>
public sealed class CodexTests(CodexWorld world) : IClassFixture<CodexWorld>
{
    [Theory]
    [InlineData("by-responses", "/v1/responses", false)]
    [InlineData("by-chat", "/v1/chat/completions", false)]
    [InlineData("by-messages", "/v1/messages", false)]
    [InlineData("by-invoke", "/invoke-with-response-stream", false)]
    [InlineData("by-converse", "/converse-stream", false)]
    [InlineData("by-responses", "/v1/responses", true)]
    [InlineData("by-messages", "/v1/messages", true)]
    public async Task Codex_runs_what_the_model_asks_for_and_tells_it_what_came_of_it(string model, string path, bool overSockets)
    {
        using CodexCli codex = new(world.Gateway.BaseUrl, overSockets);
        int before = world.Simulator.Calls.Count;
        string note = $"north gate, {model}: three turns open";
        await File.WriteAllTextAsync(Path.Combine(codex.Work, "gate.txt"), note, TestContext.Current.CancellationToken);

        // The model calls the first tool that it is offered, Codex's shell, with the last line that the user said.
        string answer = await codex.ExecAsync(model, """
            Look how far the gate is open.
            {"cmd":"cat gate.txt"}
            """);

        Assert.StartsWith("The tool answered:", answer, StringComparison.Ordinal);
        Assert.Contains(note, answer, StringComparison.Ordinal);
        var calls = world.Simulator.Calls.Skip(before).ToList();
        Assert.Equal([200, 200], calls.Select(call => call.Status));
        Assert.All(calls, call => Assert.EndsWith(path, call.PathAndQuery, StringComparison.Ordinal));
        Assert.DoesNotContain(note, Encoding.UTF8.GetString(calls[0].Body.Span), StringComparison.Ordinal);
        Assert.Contains(note, Encoding.UTF8.GetString(calls[1].Body.Span), StringComparison.Ordinal);
    }
}
