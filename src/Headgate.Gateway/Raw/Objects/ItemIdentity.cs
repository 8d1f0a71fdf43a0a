using System.Text.Json;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>
/// What an object in a body says of itself, as far as it decides whether a vendor would look for it by its id:
/// https://platform.openai.com/docs/api-reference/responses/create and https://platform.openai.com/docs/guides/image-generation, read 2026-11-23.
/// What is said twice counts in the way that has the id looked for.
/// </summary>
internal struct ItemIdentity
{
    private bool _hasRole;
    private bool _isTyped;
    private bool _isReasoning;
    private bool _isImage;
    private bool? _isSealed;
    private bool? _hasResult;
    private bool _hasMore;

    /// <summary>Its id; null when it has none.</summary>
    public string? Id { get; private set; }

    /// <summary>True when it is said to refer to another.</summary>
    public bool IsReference { get; private set; }

    /// <summary>True when it is neither a message nor of any type: among items, such a one refers to another.</summary>
    public readonly bool IsBare => !_isTyped && !_hasRole;

    /// <summary>
    /// True of an item that lacks what it stands for: reasoning that is not sealed, an image call without the image, and whatever has nothing but
    /// its id, type and state.
    /// </summary>
    public readonly bool IsHollow =>
        _isTyped && !IsReference && ((_isReasoning && _isSealed is not true) || (_isImage && _hasResult is not true) || !(_hasMore || _hasRole));

    /// <summary>Takes note of a member.</summary>
    /// <param name="member">Which one it is.</param>
    /// <param name="value">Stands on its value.</param>
    public void Take(BodyMember member, ref Utf8JsonReader value)
    {
        bool isText = value.TokenType == JsonTokenType.String;
        bool isGiven = isText ? !value.ValueTextEquals(""u8) : value.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
        switch (member)
        {
            case BodyMember.Id:
                Id = isText ? BodyIds.Text(ref value) : Id;
                break;
            case BodyMember.Type:
                _isTyped |= value.TokenType != JsonTokenType.Null;
                IsReference |= isText && value.ValueTextEquals("item_reference"u8);
                _isReasoning |= isText && value.ValueTextEquals("reasoning"u8);
                _isImage |= isText && value.ValueTextEquals("image_generation_call"u8);
                break;
            case BodyMember.Role:
                _hasRole = true;
                break;
            case BodyMember.State:
                break;
            case BodyMember.Sealed:
                _isSealed = _isSealed is not false && isText && isGiven;
                break;
            case BodyMember.Result:
                _hasResult = _hasResult is not false && isText && isGiven;
                _hasMore |= isGiven;
                break;
            default:
                _hasMore |= isGiven;
                break;
        }
    }
}
