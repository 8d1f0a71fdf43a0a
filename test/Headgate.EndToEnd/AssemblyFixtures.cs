using Headgate.EndToEnd.Worlds;

[assembly: AssemblyFixture(typeof(SimulatorWorld))]
[assembly: AssemblyFixture(typeof(GatewayWorld))]
[assembly: AssemblyFixture(typeof(CrosswiseWorld))]
[assembly: AssemblyFixture(typeof(ToGeminiWorld))]
[assembly: AssemblyFixture(typeof(ToOpenAIWorld))]
[assembly: AssemblyFixture(typeof(ToBedrockWorld))]
[assembly: AssemblyFixture(typeof(ToOllamaWorld))]
[assembly: AssemblyFixture(typeof(CloudWorld))]
