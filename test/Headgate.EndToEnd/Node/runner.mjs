// Runs one SDK's scenarios against BASE_URL and prints one JSON line for each:
// { name, ok, error, usages, exchanges }. What the SDK was given is asserted here; what went over the wire is
// handed back, so that the caller can hold it against what the vendor received and what was recorded.
import { AsyncLocalStorage } from 'node:async_hooks';

const [sdk] = process.argv.slice(2);
const world = {
  baseUrl: process.env.BASE_URL,
  key: process.env.API_KEY,
  throughGateway: process.env.WORLD !== 'simulator',
  crosswise: ['crosswise', 'bedrock', 'ollama'].includes(process.env.WORLD),
  // Of a stream that breaks. A number of its own for each SDK: what is met with one model at Bedrock is held against it for a second.
  words: 8 + ['ai-openai', 'ai-responses', 'ai-anthropic', 'ai-google', 'langchain'].indexOf(sdk),
  bedrock: process.env.WORLD === 'bedrock',
  // What not every vendor has a word for.
  countsThoughts: !['bedrock', 'ollama'].includes(process.env.WORLD),
  countsCached: process.env.WORLD !== 'ollama',
  namesOverload: process.env.WORLD !== 'bedrock',
  models: { openai: process.env.OPENAI_MODELS, claude: process.env.CLAUDE_MODELS, gemini: process.env.GEMINI_MODELS },
};

// The SDKs call the global fetch. Observing it leaves them as they are.
const current = new AsyncLocalStorage();
const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const exchange = {
    method: init?.method ?? 'GET',
    path: new URL(String(input?.url ?? input)).pathname,
    headers: Object.fromEntries(new Headers(init?.headers).entries()),
    body: init?.body == null ? null : Buffer.from(init.body).toString('base64'),
    status: null,
    replyHeaders: {},
  };
  current.getStore()?.exchanges.push(exchange);
  const reply = await send(input, init);
  exchange.status = reply.status;
  exchange.replyHeaders = Object.fromEntries(reply.headers.entries());
  return reply;
};

async function run(name, scenario) {
  const result = { name, ok: true, error: null, usages: [], exchanges: [] };
  await current.run(result, async () => {
    try {
      await scenario({
        ...world,
        name,
        exchanges: result.exchanges,
        used: (usage) => result.usages.push(usage),
      });
    } catch (error) {
      result.ok = false;
      result.error = String(error?.stack ?? error);
    }
  });
  console.log(JSON.stringify(result));
}

const { scenarios, nativeOnly = {} } = await import(`./${sdk}.mjs`);
const chosen = world.crosswise ? scenarios : { ...scenarios, ...nativeOnly };
const left = process.env.LEFT_OUT.split(' ');
await Promise.all(
  Object.entries(chosen)
    .filter(([name]) => !left.includes(`${sdk}:${name}`))
    .map(([name, scenario]) => run(name, scenario)),
);
