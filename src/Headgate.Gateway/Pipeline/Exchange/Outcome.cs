using System.Diagnostics.CodeAnalysis;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>What a room gives: its value, or the error that ends the request. Expected failure is a value; only bugs are exceptions.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly GatewayError? _error;

    private Outcome(T? value, GatewayError? error) => (_value, _error) = (value, error);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(GatewayError error) => new(null, error);

    public bool Failed([NotNullWhen(true)] out GatewayError? error, [NotNullWhen(false)] out T? value)
    {
        (error, value) = (_error, _value);
        return error is not null;
    }
}
