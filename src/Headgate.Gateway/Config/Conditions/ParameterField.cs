using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Config.Conditions;

/// <summary><c>request.parameters.*</c>: a top-level member of the body, such as <c>max_tokens</c>.</summary>
internal sealed class ParameterField(string name) : Field($"{Prefix}{name}", FieldKind.Any)
{
    public const string Prefix = "request.parameters.";

    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    /// <inheritdoc />
    public override bool Passes(in RequestFacts facts, FactTest test)
    {
        if (facts.Body is not { } body || !body.TryGet(_name, out JsonMember member))
        {
            return test.Passes(Fact.Absent);
        }

        return member.Kind switch
        {
            JsonTokenType.String => PassesText(body, member, test),
            JsonTokenType.Number => test.Passes(Fact.Of(Number(body.ValueOf(member).Span))),
            JsonTokenType.True or JsonTokenType.False => test.Passes(Fact.Of(member.Kind == JsonTokenType.True)),
            JsonTokenType.Null => test.Passes(Fact.Absent),
            _ => test.Passes(Fact.Other),
        };
    }

    // A method of its own: only text needs the room on the stack.
    private static bool PassesText(JsonScan body, in JsonMember member, FactTest test)
    {
        Span<char> room = stackalloc char[FactTest.LongestText];
        return test.Passes(body.TryCopyText(member, room, out int length) ? Fact.Of(room[..length]) : Fact.Other);
    }

    private static double Number(ReadOnlySpan<byte> json) => Utf8Parser.TryParse(json, out double number, out _) ? number : double.NaN;
}
