using System.Reflection;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Tests.Chat;

public sealed class UsageSumTests
{
    private static readonly PropertyInfo[] Meters =
        [.. typeof(Usage).GetProperties().Where(property => property.CanWrite && property.PropertyType == typeof(long?))];

    public static TheoryData<string> Names => [.. Meters.Select(meter => meter.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_calls_used_each_meter_together(string name)
    {
        PropertyInfo meter = Meters.Single(known => known.Name == name);
        Usage one = With(meter, 3);

        Assert.Equal(7L, meter.GetValue(Usage.Of(one, With(meter, 4))));
        Assert.Equal(one, Usage.Of(one, new Usage()));
        Assert.Equal(one, Usage.Of(null, one));
    }

    [Fact]
    public void What_nobody_said_stays_unsaid() => Assert.Null(Usage.Of(null, null));

    private static Usage With(PropertyInfo meter, long count)
    {
        Usage usage = new();
        meter.SetValue(usage, count);
        return usage;
    }
}
