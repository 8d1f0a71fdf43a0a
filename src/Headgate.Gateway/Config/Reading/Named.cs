namespace Headgate.Gateway.Config.Reading;

/// <summary>A member of a map whose names the operator chooses.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">Where the name stands.</param>
/// <param name="Written">What it names.</param>
internal sealed record Named<T>(string Name, ConfigPlace At, Written<T> Written)
{
    public T Value => Written.Value;
}
