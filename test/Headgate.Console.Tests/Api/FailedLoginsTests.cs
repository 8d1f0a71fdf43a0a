using System.Net;
using Headgate.Console.Api;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Console.Tests.Api;

public sealed class FailedLoginsTests
{
    private readonly FailedLogins _failures = new(new FakeTimeProvider());

    [Fact]
    public void Counts_each_address_for_itself()
    {
        Fail("192.0.2.1", FailedLogins.Allowed);

        Assert.NotNull(_failures.Wait(IPAddress.Parse("192.0.2.1")));
        Assert.Null(_failures.Wait(IPAddress.Parse("192.0.2.2")));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::2")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    public void Counts_addresses_of_one_client_together(string first, string second)
    {
        Fail(first, FailedLogins.Allowed - 1);
        Fail(second, 1);

        Assert.NotNull(_failures.Wait(IPAddress.Parse(first)));
    }

    [Fact]
    public void Counts_addresses_past_the_bound_as_one()
    {
        for (int i = 0; i < 5000; i++)
        {
            _failures.Add(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        }

        Assert.NotNull(_failures.Wait(IPAddress.Parse("192.0.2.1")));
        Assert.Null(_failures.Wait(IPAddress.Parse("10.0.0.1")));
    }

    private void Fail(string address, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _failures.Add(IPAddress.Parse(address));
        }
    }
}
