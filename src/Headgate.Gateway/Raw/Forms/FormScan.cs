using System.Text;
using System.Text.Unicode;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>
/// Finds the field <c>model</c> in a form that passes by in pieces (RFC 2046 §5.1, RFC 7578, read 2026-11-22). Whatever may be read in two
/// ways is a flaw: a boundary after a bare line feed, a preamble, a second <c>model</c>.
/// </summary>
internal sealed class FormScan
{
    private const int MostHeaderBytes = 8 << 10;
    private const int MostModelBytes = 1 << 10;

    private readonly byte[] _delimiter; // "\n--boundary": what precedes it is to be a carriage return
    private byte[] _window = new byte[16 << 10];
    private int _length;
    private long _at; // where in the body the window begins
    private Place _place = Place.Start;
    private bool _isModel;

    private readonly bool _refusesUsers;

    /// <param name="boundary">What stands between its parts.</param>
    /// <param name="refusesUsers">True when a field that names an end user is a flaw: what follows it has not passed by then.</param>
    public FormScan(string boundary, bool refusesUsers = false)
    {
        _delimiter = Encoding.Latin1.GetBytes("\n--" + boundary);
        _refusesUsers = refusesUsers;
    }

    private enum Place
    {
        Start,
        Headers,
        Content,
        End,
    }

    /// <summary>The field, once it has passed whole.</summary>
    public FormField? Model { get; private set; }

    /// <summary>What is wrong with the form, a sentence; null while nothing is.</summary>
    public string? Flaw { get; private set; }

    /// <summary>True once the last boundary has passed.</summary>
    public bool IsWhole => _place == Place.End && Flaw is null;

    /// <summary>Looks at the next bytes of the body.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_window.Length < _length + piece.Length)
        {
            Array.Resize(ref _window, Math.Max(2 * _window.Length, _length + piece.Length));
        }

        piece.CopyTo(_window.AsSpan(_length));
        _length += piece.Length;
        int taken = 0;
        int step;
        while (Flaw is null && (step = Step(_window.AsSpan(taken, _length - taken), _at + taken)) > 0)
        {
            taken += step;
        }

        _window.AsSpan(taken, _length - taken).CopyTo(_window);
        _length -= taken;
        _at += taken;
    }

    /// <summary>How many bytes of the window are done with; 0 when more have to come first.</summary>
    private int Step(ReadOnlySpan<byte> window, long at) => window.IsEmpty ? 0 : _place switch
    {
        Place.Start => Start(window),
        Place.Headers => Headers(window),
        Place.Content => Content(window, at),
        _ => Epilogue(window),
    };

    private int Start(ReadOnlySpan<byte> window)
    {
        ReadOnlySpan<byte> opening = _delimiter.AsSpan(1);
        if (window.Length < opening.Length + 2)
        {
            return 0;
        }

        return window.StartsWith(opening) ? After(window, opening.Length) : Wrong("The form does not begin with its boundary.");
    }

    /// <summary>Behind a boundary comes a line break and a part, or two dashes and the end.</summary>
    private int After(ReadOnlySpan<byte> window, int boundaryEnd)
    {
        ReadOnlySpan<byte> next = window.Slice(boundaryEnd, 2);
        if (next.SequenceEqual("\r\n"u8))
        {
            _place = Place.Headers;
        }
        else if (next.SequenceEqual("--"u8))
        {
            _place = Place.End;
        }
        else
        {
            return Wrong("A boundary of the form is followed by something else than a line break.");
        }

        return boundaryEnd + 2;
    }

    private int Headers(ReadOnlySpan<byte> window)
    {
        int end = window.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return window.Length > MostHeaderBytes ? Wrong("A part of the form has headers of more than 8 KiB.") : 0;
        }

        if (PartHeaders.NameOf(window[..end]) is not { } name)
        {
            return Wrong("A part of the form does not say its name in a way that all servers read alike.");
        }

        if (_refusesUsers && RequestUser.IsField(name))
        {
            return Wrong("The form names an end user, and this API key (end_user) lets no name pass in a form: leave the field out.");
        }

        _isModel = name == "model";
        if (_isModel && Model is not null)
        {
            return Wrong("The form names its model twice.");
        }

        _place = Place.Content;
        return end + 4;
    }

    private int Content(ReadOnlySpan<byte> window, long at)
    {
        int found = window.IndexOf(_delimiter);
        if (found < 0)
        {
            // The model stays in the window until it has ended; of other parts only what may be the beginning of a boundary does.
            return _isModel
                ? window.Length > MostModelBytes + _delimiter.Length ? Wrong("The form's model is no name.") : 0
                : Math.Max(0, window.Length - _delimiter.Length);
        }

        if (window.Length < found + _delimiter.Length + 2)
        {
            return _isModel ? 0 : Math.Max(0, found - 1);
        }

        if (found == 0 || window[found - 1] != '\r')
        {
            return Wrong("A boundary of the form follows a bare line feed.");
        }

        if (_isModel && !TakeModel(window[..(found - 1)], at))
        {
            return Wrong("The form's model is no name.");
        }

        return After(window, found + _delimiter.Length);
    }

    private bool TakeModel(ReadOnlySpan<byte> value, long at)
    {
        if (value.Length is 0 or > MostModelBytes || !Utf8.IsValid(value))
        {
            return false;
        }

        string model = Encoding.UTF8.GetString(value);
        Model = new FormField(at, at + value.Length, model);
        return model.Length <= 256 && !model.Any(char.IsControl);
    }

    private int Epilogue(ReadOnlySpan<byte> window) =>
        window.ContainsAnyExcept((byte)'\r', (byte)'\n') ? Wrong("Something follows the end of the form.") : window.Length;

    private int Wrong(string flaw)
    {
        Flaw = flaw;
        return 0;
    }
}
