using System.Text.Json;
using Headgate.Simulator.OpenAI;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Vendors;

/// <summary>OpenAI's manners, with errors in the vendor's own shape.</summary>
internal sealed class SheetVendor(VendorSheet sheet) : OpenAIVendor
{
    public override void WriteError(Utf8JsonWriter json, VendorError error, string requestId)
    {
        json.WriteStartObject();
        switch (sheet.Error)
        {
            case ErrorShape.Detail:
                WriteDetail(json, error);
                break;
            case ErrorShape.Flat:
                json.WriteString("message", error.Message);
                json.WriteString("type", TypeOf(error));
                json.WriteString("param", error.Param);
                json.WriteString("code", error.Code);
                break;
            case ErrorShape.Bare:
                json.WriteString("code", TypeOf(error));
                json.WriteString("error", error.Message);
                break;
            default:
                WriteErrorMember(json, error);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, VendorError error)
    {
        json.WriteString("object", "error");
        json.WriteStartObject("message");
        json.WriteStartArray("detail");
        json.WriteStartObject();
        json.WriteString("type", error.Code);
        json.WriteStartArray("loc");
        json.WriteStringValue("body");
        json.WriteStringValue(error.Param);
        json.WriteEndArray();
        json.WriteString("msg", error.Message);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("type", TypeOf(error));
    }
}
