using System.Text;
using CsCheck;
using Headgate.Gateway.Raw.Forms;

namespace Headgate.Gateway.Tests.Raw;

public sealed class FormScanTests
{
    private const string Form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;\\\"b\\\".bin\"\r\nContent-Type: x/y\r\n\r\n\r\n--c\r\n-\n-\r--b\r\r\n--b\r\n"
        + "content-disposition: FORM-DATA; name=model\r\n\r\ngpt-äöü\r\n--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n--b--\r\n";

    [Fact]
    public void Finds_the_model_wherever_the_bytes_are_split()
    {
        byte[] form = Encoding.UTF8.GetBytes(Form);
        int start = form.AsSpan().IndexOf("gpt-"u8);
        for (int split = 0; split <= form.Length; split++)
        {
            FormScan scan = new("b");
            scan.Feed(form.AsSpan(0, split));
            scan.Feed(form.AsSpan(split));

            Assert.Null(scan.Flaw);
            Assert.True(scan.IsWhole);
            Assert.Equal(new FormField(start, start + "gpt-äöü"u8.Length, "gpt-äöü"), scan.Model);
        }
    }

    [Fact]
    public void Finds_it_byte_by_byte()
    {
        FormScan scan = new("b");
        foreach (byte each in Encoding.UTF8.GetBytes(Form))
        {
            scan.Feed([each]);
        }

        Assert.Equal("gpt-äöü", scan.Model?.Value);
        Assert.True(scan.IsWhole);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n\r\n--b--\r\n", "no name")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na\tb\r\n--b--\r\n", "no name")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--\r\n", "its name")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"model\"\r\n\r\na\r\n--b--\r\n", "its name")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na\r\n--b--\r\n", "its name")]
    [InlineData("--b\r\nContent-Disposition: attachment; name=\"model\"\r\n\r\na\r\n--b--\r\n", "its name")]
    [InlineData("--b \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n--b--\r\n", "something else")]
    [InlineData("--b--\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\na\r\n--b--\r\n", "follows the end")]
    public void Refuses_what_servers_may_read_in_different_ways(string form, string flaw)
    {
        FormScan scan = new("b");
        scan.Feed(Encoding.UTF8.GetBytes(form));

        Assert.Contains(flaw, scan.Flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_throw() =>
        Gen.Select(Gen.Int, Gen.Int[0, 8]).Sample(
            (seed, changes) =>
            {
                Random random = new(seed);
                byte[] form = Encoding.UTF8.GetBytes(Form);
                for (int i = 0; i < changes; i++)
                {
                    form[random.Next(form.Length)] = (byte)random.Next(256);
                }

                FormScan scan = new("b");
                int split = random.Next(form.Length);
                scan.Feed(form.AsSpan(0, split));
                scan.Feed(form.AsSpan(split));
                Assert.False(scan.IsWhole && scan.Flaw is not null);
            },
            iter: 100_000);
}
