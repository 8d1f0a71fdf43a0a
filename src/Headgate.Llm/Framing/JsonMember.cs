using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>Where a top-level member lies in a body.</summary>
/// <param name="NameStart">Offset of the opening quote of the name.</param>
/// <param name="ValueStart">Offset of the first byte of the value.</param>
/// <param name="ValueEnd">Offset just past the last byte of the value.</param>
/// <param name="Kind">The value's first token: String, Number, True, False, Null, StartObject or StartArray.</param>
public readonly record struct JsonMember(int NameStart, int ValueStart, int ValueEnd, JsonTokenType Kind);
