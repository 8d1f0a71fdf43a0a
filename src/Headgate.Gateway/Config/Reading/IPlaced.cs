namespace Headgate.Gateway.Config.Reading;

/// <summary>Something that stands somewhere in what was written, whatever its type.</summary>
internal interface IPlaced
{
    /// <summary>Where.</summary>
    ConfigPlace At { get; }
}
