using System.Net;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Connections;

public sealed class AddressTrustTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("104.18.7.192")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::6812:7c0")]
    [InlineData("2001:200::1")]
    [InlineData("2003::1")]
    [InlineData("2a00:1450:4001:82a::200a")]
    [InlineData("3fff:1000::1")]
    public void A_public_address_is_public(string address)
    {
        Assert.True(AddressTrust.IsPublic(IPAddress.Parse(address)));
        Assert.True(AddressTrust.Allows("api.vendor.example", isWritten: false, IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.0.0")]
    [InlineData("169.254.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.0")]
    [InlineData("192.0.0.255")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("168.63.129.16")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")] // Teredo
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:2::1")] // benchmarking
    [InlineData("2001:10::1")] // ORCHID
    [InlineData("2001:1ff:ffff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:808:808::1")] // 6to4
    [InlineData("2002:7f00:1::1")]
    [InlineData("3fff::1")]
    [InlineData("3fff:fff:ffff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    public void No_other_address_is_public(string address)
    {
        Assert.False(AddressTrust.IsPublic(IPAddress.Parse(address)));
        Assert.False(AddressTrust.Allows("api.vendor.example", isWritten: false, IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("169.254.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("168.63.129.16")]
    [InlineData("fe80::a9fe:a9fe")]
    [InlineData("febf:ffff::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    public void Metadata_is_refused_behind_a_written_name(string address)
    {
        Assert.False(AddressTrust.Allows("fleet.internal", isWritten: true, IPAddress.Parse(address)));
        Assert.False(AddressTrust.Allows("10.0.0.5", isWritten: true, IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("169.254.169.254", "169.254.169.254")]
    [InlineData("169.254.169.254", "::ffff:169.254.169.254")]
    [InlineData("fd00:ec2::254", "fd00:ec2::254")]
    [InlineData("fe80::1", "fe80::1")]
    public void Metadata_is_reached_when_the_operator_wrote_that_very_address(string host, string address)
    {
        Assert.True(AddressTrust.Allows(host, isWritten: true, IPAddress.Parse(address)));
        Assert.False(AddressTrust.Allows(host, isWritten: false, IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.5")]
    [InlineData("192.168.1.20")]
    [InlineData("100.64.0.7")]
    [InlineData("100.100.100.199")]
    [InlineData("8.8.8.8")]
    [InlineData("::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fd00:ec2::253")]
    [InlineData("fec0::1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("::ffff:10.0.0.5")]
    public void Any_other_address_is_right_behind_a_written_name(string address) =>
        Assert.True(AddressTrust.Allows("fleet.internal", isWritten: true, IPAddress.Parse(address)));
}
