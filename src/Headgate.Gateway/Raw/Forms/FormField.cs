using System.Text;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>The value of a form's field, and where it lies.</summary>
/// <param name="Start">The offset of its first byte in the body.</param>
/// <param name="End">The offset behind its last.</param>
/// <param name="Value">The value, decoded.</param>
internal sealed record FormField(long Start, long End, string Value)
{
    private string _before = "";
    private string _after = "";

    /// <summary>The field <c>model</c> of a form that has none: it will be the form's first part.</summary>
    /// <param name="boundary">What stands between the form's parts.</param>
    public static FormField NoModel(string boundary) => new(0, 0, "")
    {
        _before = $"--{boundary}\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n",
        _after = "\r\n",
    };

    /// <summary>What stands from <see cref="Start"/> to <see cref="End"/> when the field has this value.</summary>
    public byte[] Write(string value) => Encoding.UTF8.GetBytes(_before + value + _after);
}
