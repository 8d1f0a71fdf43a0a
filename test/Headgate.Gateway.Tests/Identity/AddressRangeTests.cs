using System.Net;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Tests.Identity;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "203.0.113.9", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("2001:DB8::1", "2001:db8::1", true)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    public void Holds_the_addresses_with_its_prefix_and_no_others(string text, string address, bool isIn)
    {
        Assert.Null(AddressRange.Parse(text, out AddressRange range));
        Assert.Equal(isIn, range.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("2001:db8:0::/32", "2001:db8::/32")]
    public void Is_written_with_its_prefix(string text, string written)
    {
        Assert.Null(AddressRange.Parse(text, out AddressRange range));
        Assert.Equal(written, range.ToString());
        Assert.Null(AddressRange.Parse(written, out AddressRange again));
        Assert.Equal(range, again);
    }

    [Theory]
    [InlineData("", "is no address")]
    [InlineData("example.com", "is no address")]
    [InlineData("10.0.0", "is no address")] // 10.0.0.0 to some programs
    [InlineData("010.0.0.1", "is no address")]
    [InlineData("1", "is no address")]
    [InlineData("0x7f.0.0.1", "is no address")]
    [InlineData("[::1]", "is no address")]
    [InlineData("fe80::1%1", "is no address")]
    [InlineData("::ffff:10.0.0.1", "is no address")]
    [InlineData("10.0.0.0:80", "is no address")]
    [InlineData("10.0.0.0/", "has no prefix length of 0 to 32")]
    [InlineData("10.0.0.0/33", "has no prefix length of 0 to 32")]
    [InlineData("10.0.0.0/-1", "has no prefix length of 0 to 32")]
    [InlineData("10.0.0.0/255.0.0.0", "has no prefix length of 0 to 32")]
    [InlineData("::/129", "has no prefix length of 0 to 128")]
    [InlineData("10.0.0.1/8", "bits beyond the prefix")]
    [InlineData("2001:db8::1/32", "bits beyond the prefix")]
    public void What_is_no_range_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, AddressRange.Parse(text, out _), StringComparison.Ordinal);
}
