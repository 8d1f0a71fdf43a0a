using System.Text;
using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>Log probabilities: required as null, and written in full when the caller asks. Every token is as likely as the next.</summary>
internal static class Logprobs
{
    private const double Likelihood = -0.25;

    public static bool Wanted(Turn turn) => turn.Request.IsTrue("logprobs");

    public static void Write(Utf8JsonWriter json, Turn turn, IEnumerable<ReadOnlyMemory<char>> tokens)
    {
        if (!Wanted(turn))
        {
            json.WriteNull("logprobs");
            return;
        }

        var withTop = turn.Request.Integer("top_logprobs") is > 0;
        json.WriteStartObject("logprobs");
        json.WriteStartArray("content");
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            WriteToken(json, token.Span);
            json.WriteStartArray("top_logprobs");
            if (withTop)
            {
                json.WriteStartObject();
                WriteToken(json, token.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNull("refusal");
        json.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter json, ReadOnlySpan<char> token)
    {
        json.WriteString("token", token);
        json.WriteNumber("logprob", Likelihood);
        json.WriteStartArray("bytes");
        foreach (var utf8 in Encoding.UTF8.GetBytes(token.ToString()))
            json.WriteNumberValue(utf8);
        json.WriteEndArray();
    }
}
