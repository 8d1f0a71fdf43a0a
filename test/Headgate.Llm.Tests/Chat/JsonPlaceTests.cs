using Headgate.Llm.Chat;

namespace Headgate.Llm.Tests.Chat;

public sealed class JsonPlaceTests
{
    [Fact]
    public void Is_spelled_out_with_its_numbers_and_members()
    {
        JsonPlace part = new("$.messages[{0}].content[{1}]", 3, 1);

        Assert.Equal("$", default(JsonPlace).ToString());
        Assert.Equal("$.n", default(JsonPlace).Member("n").ToString());
        Assert.Equal("$.messages[3].content[1]", part.ToString());
        Assert.Equal("$.messages[3].content[1].image_url.url", part.Member("image_url").Member("url").ToString());
        Assert.Equal("$.messages[3].content[1].a[2].b", part.Member("a").Item(2).Member("b").ToString());
    }

    [Fact]
    public void Takes_a_strangers_name_for_nothing_but_a_name() =>
        Assert.Equal("$.messages[3].{0}.{1}", new JsonPlace("$.messages[{0}]", 3).Member("{0}").Member("{1}").ToString());

    [Fact]
    public void The_same_way_leads_to_the_same_place()
    {
        Assert.Equal(default(JsonPlace).Member("a").Member("b"), default(JsonPlace).Member("a").Member("b"));
        Assert.NotEqual(default(JsonPlace).Member("a"), default(JsonPlace).Member("b"));
        Assert.NotEqual(new JsonPlace("$.m[{0}]", 1).Member("a"), new JsonPlace("$.m[{0}]", 2).Member("a"));
    }
}
