// Calls a simulated Bedrock with AWS's own SDK, which signs as it does and reads the frames as it does. Prints one JSON line.
import {
  BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand, InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const clientWith = (secretAccessKey) => new BedrockRuntimeClient({
  region: 'eu-west-3',
  endpoint: process.env.BASE_URL,
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey, sessionToken: 't/0+k=' },
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler(), // without TLS the simulator speaks HTTP/1.1 only
});

const client = clientWith(process.env.AWS_SECRET);
const nova = (behaviour) => `us.amazon.nova-pro-v1:${behaviour}`;
const claude = (behaviour) => `us.anthropic.claude-haiku-4-5-20251001-v1:${behaviour}`;
const messages = [{ role: 'user', content: [{ text: 'one two three' }] }];
const tools = [{ toolSpec: { name: 'read_gauge', inputSchema: { json: { type: 'object', properties: { gate: { type: 'string' } } } } } }];

const whole = await client.send(new ConverseCommand({ modelId: nova('picky-echo'), messages, inferenceConfig: { maxTokens: 50 } }));

let streamed = '';
let stop = null;
let usage = null;
const stream = await client.send(new ConverseStreamCommand({ modelId: nova('picky-echo'), messages }));
for await (const event of stream.stream) {
  streamed += event.contentBlockDelta?.delta?.text ?? '';
  stop = event.messageStop?.stopReason ?? stop;
  usage = event.metadata?.usage ?? usage;
}

const calling = await client.send(new ConverseCommand({ modelId: nova('picky-tools'), messages, toolConfig: { tools } }));

const body = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, messages: [{ role: 'user', content: 'one two three' }],
});
const invoked = await client.send(new InvokeModelCommand({ modelId: claude('picky-echo'), contentType: 'application/json', body }));

const types = [];
const chunks = await client.send(
  new InvokeModelWithResponseStreamCommand({ modelId: claude('picky-echo'), contentType: 'application/json', body }));
for await (const event of chunks.body) {
  types.push(JSON.parse(new TextDecoder().decode(event.chunk.bytes)).type);
}

const refusal = async (promise) => {
  try {
    await promise();
    return null;
  } catch (error) {
    return error.name;
  }
};

console.log(JSON.stringify({
  whole: whole.output.message.content[0].text,
  streamed,
  stop,
  outputTokens: usage.outputTokens,
  called: calling.output.message.content.find((block) => block.toolUse).toolUse.name,
  invoked: JSON.parse(new TextDecoder().decode(invoked.body)).content[0].text,
  types,
  throttled: await refusal(() => client.send(new ConverseCommand({ modelId: nova('status-429'), messages }))),
  forged: await refusal(() => clientWith('another').send(new ConverseCommand({ modelId: nova('echo'), messages }))),
  broken: await refusal(async () => {
    const breaking = await client.send(new ConverseStreamCommand({ modelId: nova('error-after-3'), messages }));
    for await (const event of breaking.stream) {
      void event;
    }
  }),
}));
