using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headgate.Simulator;

/// <summary>How the simulator reads and writes JSON: as the vendors do, text beyond ASCII is not escaped.</summary>
internal static class JsonStyle
{
    public static readonly JsonWriterOptions Writer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // The writers are straight-line code whose shape the tests check; checking every token again would cost a fifth of a stream.
        SkipValidation = true,
    };
}
