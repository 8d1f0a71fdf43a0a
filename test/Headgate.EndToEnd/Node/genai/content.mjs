import assert from 'node:assert/strict';
import { FinishReason, FunctionCallingConfigMode, Type, createPartFromBase64, createPartFromText } from '@google/genai';
import { client, model, parameters, usage } from './client.mjs';

const tool = (name) => ({ name, description: 'Says the weather.', parametersJsonSchema: parameters });
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const tools = [{ functionDeclarations: [tool('weather'), tool('tide')] }];

const whole = (world, request) => client(world).models.generateContent(request);

/** Reads a stream to its end: what all chunks say, and what the last one ends with. */
async function streamed(world, request) {
  const parts = [];
  let last;
  for await (const chunk of await client(world).models.generateContentStream(request)) {
    parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
    last = chunk;
  }
  return {
    candidates: [{ content: { role: 'model', parts }, finishReason: last.candidates?.[0]?.finishReason }],
    functionCalls: parts.flatMap((part) => part.functionCall ?? []),
    text: parts.filter((part) => !part.thought).map((part) => part.text ?? '').join(''),
    usageMetadata: last.usageMetadata,
  };
}

/** What the functions answer: by name, and by id where the calls have ids. */
const results = (calls) => ({
  role: 'user',
  parts: calls.map(({ id, name }) => ({ functionResponse: { id, name, response: { result: `rain by ${name}` } } })),
});

/** Two turns: the model thinks and calls both functions, is told what they said, and quotes it. */
async function toolsWithThoughts(world, send) {
  const contents = [{ role: 'user', parts: [{ text: 'weather?' }] }];
  const request = {
    model: model(world, 'reasoning-parallel-tools'),
    contents,
    config: { tools, thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' } },
  };
  const first = await send(world, request);
  const { parts } = first.candidates[0].content;
  assert.match(parts.filter((part) => part.thought).map((part) => part.text).join(''), /The user said/);
  assert.deepEqual(first.functionCalls.map((call) => call.name), ['weather', 'tide']);
  // Not every vendor signs what it thinks, or counts it.
  assert.ok(world.crosswise || parts.some((part) => part.thoughtSignature));
  assert.ok(world.crosswise || first.usageMetadata.thoughtsTokenCount > 0);
  world.used(usage(first.usageMetadata));

  // The vendor checks the signatures and refuses one that was touched.
  contents.push(first.candidates[0].content, results(first.functionCalls));
  const second = await send(world, request);
  assert.match(second.text, /^The tool answered: rain by weather\nrain by tide/);
  world.used(usage(second.usageMetadata));
}

async function shaped(world, config) {
  const reply = await whole(world, {
    model: model(world, 'json'),
    contents: 'give me json',
    config: { responseMimeType: 'application/json', ...config },
  });
  const answer = JSON.parse(reply.text);
  assert.equal(typeof answer.city, 'string');
  assert.ok(Number.isInteger(answer.days));
  world.used(usage(reply.usageMetadata));
}

export const content = {
  async text(world) {
    const reply = await whole(world, {
      model: model(world, 'echo'),
      contents: 'one two three',
      config: { systemInstruction: 'be nice', maxOutputTokens: 100, temperature: 0.5, stopSequences: ['never'] },
    });
    assert.equal(reply.text, 'one two three');
    assert.equal(reply.candidates[0].finishReason, FinishReason.STOP);
    assert.ok(world.crosswise || reply.responseId); // Bedrock has none
    assert.match(reply.modelVersion, /echo$/);
    world.used(usage(reply.usageMetadata));
  },

  async stream(world) {
    const reply = await streamed(world, { model: model(world, 'cached-lorem-40'), contents: 'hello' });
    assert.equal(reply.text.split(' ').length, 40);
    assert.equal(reply.candidates[0].finishReason, FinishReason.STOP);
    if (world.countsCached) assert.equal(reply.usageMetadata.cachedContentTokenCount, 1000);
    world.used(usage(reply.usageMetadata));
  },

  async stopped_by_length(world) {
    const reply = await whole(world, { model: model(world, 'lorem-40'), contents: 'hello', config: { maxOutputTokens: 10 } });
    assert.equal(reply.candidates[0].finishReason, FinishReason.MAX_TOKENS);
    world.used(usage(reply.usageMetadata));
  },

  async tools_over_two_turns(world) {
    const contents = [{ role: 'user', parts: [{ text: 'weather?' }] }];
    const request = { model: model(world, 'tools'), contents, config: { tools } };
    const first = await whole(world, request);
    assert.equal(first.candidates[0].finishReason, FinishReason.STOP);
    assert.equal(first.functionCalls.length, 1);
    assert.deepEqual(Object.keys(first.functionCalls[0].args), ['city', 'days']);
    world.used(usage(first.usageMetadata));

    contents.push(first.candidates[0].content, results(first.functionCalls));
    const second = await whole(world, request);
    assert.equal(second.text, 'The tool answered: rain by weather');
    world.used(usage(second.usageMetadata));
  },

  async stream_of_parallel_tools(world) {
    const reply = await streamed(world, { model: model(world, 'parallel-tools'), contents: 'weather twice', config: { tools } });
    assert.deepEqual(reply.functionCalls.map((call) => call.name), ['weather', 'tide']);
    assert.ok(reply.functionCalls.every((call) => Number.isInteger(call.args.days)));
    assert.equal(reply.candidates[0].finishReason, FinishReason.STOP);
    world.used(usage(reply.usageMetadata));
  },

  async forced_tool(world) {
    const reply = await whole(world, {
      model: model(world, 'echo'),
      contents: 'the tide, please',
      config: { tools, toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['tide'] } } },
    });
    assert.deepEqual(reply.functionCalls.map((call) => call.name), ['tide']);
    world.used(usage(reply.usageMetadata));
  },

  /** The SDK keeps the history: each chunk of a stream as a content of its own. */
  async chat(world) {
    const chat = client(world).chats.create({ model: model(world, 'tools'), config: { tools } });
    const calls = [];
    for await (const chunk of await chat.sendMessageStream({ message: 'weather?' })) calls.push(...(chunk.functionCalls ?? []));
    const second = await chat.sendMessage({ message: results(calls).parts });
    assert.equal(second.text, 'The tool answered: rain by weather');
    const third = await chat.sendMessage({ message: 'thanks' });
    assert.equal(third.functionCalls.length, 1);
  },

  /** The SDK calls the functions by itself. */
  async automatic_function_calling(world) {
    const called = [];
    const callable = {
      tool: async () => ({ functionDeclarations: [tool('weather')] }),
      callTool: async (calls) => {
        called.push(...calls.map((call) => call.name));
        return results(calls).parts;
      },
    };
    const reply = await whole(world, { model: model(world, 'tools'), contents: 'weather?', config: { tools: [callable] } });
    assert.deepEqual(called, ['weather']);
    assert.equal(reply.text, 'The tool answered: rain by weather');
  },

  tools_with_thoughts: (world) => toolsWithThoughts(world, whole),
  tools_with_thoughts_streamed: (world) => toolsWithThoughts(world, streamed),

  async thoughts(world) {
    const reply = await whole(world, {
      model: model(world, 'reasoning'),
      contents: 'think',
      config: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' } },
    });
    const { parts } = reply.candidates[0].content;
    assert.match(parts.find((part) => part.thought).text, /The user said/);
    assert.equal(reply.text, 'think');
    assert.ok(world.crosswise || reply.usageMetadata.thoughtsTokenCount > 0);
    world.used(usage(reply.usageMetadata));
  },

  async image(world) {
    const reply = await whole(world, {
      model: model(world, 'echo'),
      contents: [createPartFromText('see'), createPartFromBase64(pixel, 'image/png')],
    });
    assert.equal(reply.text, 'see [1 image]');
    world.used(usage(reply.usageMetadata));
  },

  structured_output: (world) => shaped(world, { responseJsonSchema: parameters }),

  /** Google's own schemas have their types in capitals. */
  structured_output_by_googles_schema: (world) =>
    shaped(world, {
      responseSchema: {
        type: Type.OBJECT,
        properties: { city: { type: Type.STRING }, days: { type: Type.INTEGER } },
        required: ['city', 'days'],
      },
    }),
};
