using System.Reflection;
using System.Runtime.CompilerServices;

namespace Headgate.Server.Tests.Architecture;

public sealed class TypeRulesTests
{
    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Service", "Processor", "Info", "Impl", "Base", "Misc", "Common"];

    public static TheoryData<string> Projects => new(SourceTree.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_class_is_sealed_or_abstract(string project) =>
        Assert.Empty(Types(project).Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_has_a_name_that_says_nothing(string project) =>
        Assert.Empty(Types(project).Where(type => EmptyNames.Any(empty => type.Name.Split('`')[0].EndsWith(empty, StringComparison.Ordinal))).Select(type => type.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_types_file_and_namespace_are_its_name_and_folder(string project)
    {
        List<string> wrong = [];
        foreach ((string path, string[] lines) in SourceTree.Files($"src/Headgate.{project}"))
        {
            string? declared = lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            if (declared is null)
            {
                continue; // Program.cs: top-level statements
            }

            string expected = "namespace " + Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.') + ";";
            if (declared != expected)
            {
                wrong.Add($"{path}: {declared}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_codec_references_another()
    {
        // Families share a folder (OpenAI, Anthropic, Gemini); a protocol's own folder is seen by the registry alone.
        string[] codecs =
        [
            "OpenAIChat", "OpenAICompletions", "OpenAIResponses", "OpenAIEmbeddings", "AnthropicMessages", "BedrockConverse", "GeminiGenerateContent",
            "GeminiCountTokens", "GeminiEmbeddings",
        ];
        Assert.Empty(
            from file in SourceTree.Files("src/Headgate.Llm/Protocols")
            from codec in codecs
            where codecs.Any(own => file.Path.Contains($"/Protocols/{own}/", StringComparison.Ordinal))
            where !file.Path.Contains($"/Protocols/{codec}/", StringComparison.Ordinal)
            where file.Lines.Contains($"using Headgate.Llm.Protocols.{codec};")
            select $"{file.Path} references {codec}");
    }

    private static IEnumerable<Type> Types(string project)
    {
        string name = project == "Server" ? "headgate" : $"Headgate.{project}";
        return Assembly.Load(name).GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && !type.Name.Contains('<') && type.Namespace?.StartsWith("Headgate", StringComparison.Ordinal) == true && type.DeclaringType?.Name.Contains('<') != true);
    }
}
