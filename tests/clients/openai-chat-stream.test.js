import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { apiKey, collect, difficultText, longText, marker, server } from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });
const model = 'gpt-4o';
const request = (content, rest = {}) => ({ model, messages: [{ role: 'user', content }], ...rest });
const stream = async (content, rest) => collect(await client.chat.completions.create({ ...request(content, rest), stream: true }));
const text = (chunks, index = 0) =>
  chunks.flatMap(({ choices }) => choices).filter((choice) => choice.index === index).map(({ delta }) => delta.content ?? '').join('');

suite('openai chat completions: streams', () => {
  test('the chunks add up to the answer', async () => {
    const said = `${marker()} ${longText}`;
    const chunks = await stream(said);

    assert.equal(text(chunks), said);
    assert.ok(chunks.length > 3);
    assert.equal(new Set(chunks.map(({ id }) => id)).size, 1);
    assert.ok(chunks.every(({ object }) => object === 'chat.completion.chunk'));
    assert.equal(chunks[0].choices[0].delta.role, 'assistant');
    assert.ok(chunks.slice(1).every(({ choices }) => choices[0].delta.role === undefined));
    assert.deepEqual(chunks.at(-1).choices[0].delta, {});
    assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
    assert.ok(chunks.slice(0, -1).every(({ choices }) => choices[0].finish_reason === null));
  });

  test('without include_usage no chunk speaks of usage', async () => {
    const chunks = await stream('no usage');

    assert.ok(chunks.every((chunk) => !('usage' in chunk)));
  });

  test('include_usage adds a last chunk without choices', async () => {
    const chunks = await stream('with usage', { stream_options: { include_usage: true } });

    assert.deepEqual(chunks.at(-1).choices, []);
    const { usage } = chunks.at(-1);
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.usage === null));
  });

  test('include_obfuscation false leaves the padding out', async () => {
    const chunks = await stream('no padding', { stream_options: { include_obfuscation: false } });

    assert.ok(chunks.every((chunk) => !('obfuscation' in chunk)));
  });

  test('unicode is never cut inside a character', async () => {
    const chunks = await stream(difficultText);

    assert.equal(text(chunks), difficultText);
    assert.ok(chunks.every(({ choices }) => !(choices[0].delta.content ?? '').includes('\ufffd')));
  });

  test('n streams several choices', async () => {
    const chunks = await stream('both', { n: 2 });

    assert.equal(text(chunks, 0), 'both');
    assert.equal(text(chunks, 1), 'both');
    const finished = chunks.flatMap(({ choices }) => choices).filter((choice) => choice.finish_reason);
    assert.deepEqual(finished.map(({ index }) => index).sort(), [0, 1]);
  });

  test('max_tokens cuts the stream', async () => {
    const chunks = await stream(longText, { max_tokens: 5 });

    assert.equal(chunks.at(-1).choices[0].finish_reason, 'length');
    assert.ok(text(chunks).length > 0 && longText.startsWith(text(chunks)));
  });

  test('stop ends the stream before it', async () => {
    assert.equal(text(await stream('before|after', { stop: '|' })), 'before');
  });

  test('stream() reports content, the final completion and usage', async () => {
    const said = marker();
    const heard = [];
    const runner = client.chat.completions
      .stream({ ...request(said), stream_options: { include_usage: true } })
      .on('content', (delta) => heard.push(delta));

    assert.equal(await runner.finalContent(), said);
    assert.equal(heard.join(''), said);
    const completion = await runner.finalChatCompletion();
    assert.equal(completion.choices[0].finish_reason, 'stop');
    const usage = await runner.totalUsage();
    assert.ok(usage.total_tokens > 0);
  });

  test('the bytes are server-sent events that end with [DONE]', async () => {
    const response = await client.chat.completions.create({ ...request('raw'), stream: true }).asResponse();
    const body = await response.text();

    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.ok(body.endsWith('\n\ndata: [DONE]\n\n'));
    assert.ok(body.split('\n\n').filter(Boolean).every((block) => block.startsWith('data: ') && !block.includes('\n')));
  });

  test('a client that stops reading leaves the server well', async () => {
    const chunks = await client.chat.completions.create({ ...request(longText), stream: true });
    for await (const _ of chunks) break;

    assert.equal(text(await stream('still here')), 'still here');
  });
});
