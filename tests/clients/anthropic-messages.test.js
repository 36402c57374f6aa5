import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { apiKey, collect, difficultText, longText, marker, pixel, server } from './support/server.js';

const client = new Anthropic({ baseURL: server, apiKey, maxRetries: 0 });
const request = (content, rest = {}) => ({
  model: 'claude-haiku-4-5', max_tokens: 1024, messages: [{ role: 'user', content }], ...rest,
});
const create = (content, rest) => client.messages.create(request(content, rest));
const stream = async (content, rest) => collect(await client.messages.create({ ...request(content, rest), stream: true }));
const text = (events) => events.filter(({ delta }) => delta?.type === 'text_delta').map(({ delta }) => delta.text).join('');

suite('anthropic messages: whole answers', () => {
  test('the answer mirrors the last user message in the vendor\'s form', async () => {
    const said = marker();
    const message = await create(said);

    assert.match(message.id, /^msg_01/);
    assert.equal(message.type, 'message');
    assert.equal(message.role, 'assistant');
    assert.ok(message.model.startsWith('claude-haiku-4-5'));
    assert.equal(message.content.length, 1);
    assert.equal(message.content[0].type, 'text');
    assert.equal(message.content[0].text, said);
    assert.equal(message.stop_reason, 'end_turn');
    assert.equal(message.stop_sequence, null);
    assert.match(message._request_id, /^req_/);
  });

  test('usage counts both ways', async () => {
    const { usage } = await create('How many tokens are these?');

    assert.ok(usage.input_tokens > 0);
    assert.ok(usage.output_tokens > 0);
    assert.equal(usage.cache_read_input_tokens, 0);
    assert.equal(usage.cache_creation_input_tokens, 0);
    assert.equal(usage.service_tier, 'standard');
  });

  const blocks = [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }];
  for (const [kind, system] of [['text', 'Be brief.'], ['blocks', blocks]]) {
    test(`a system prompt (${kind}) is not mirrored`, async () => {
      assert.equal((await create('hi', { system })).content[0].text, 'hi');
    });
  }

  test('the last of several user messages is mirrored', async () => {
    const messages = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: [{ type: 'text', text: 'second' }] },
    ];

    assert.equal((await create('', { messages })).content[0].text, 'second');
  });

  test('an answer can be sent back as it came', async () => {
    const { content } = await create('first');
    const messages = [{ role: 'user', content: 'first' }, { role: 'assistant', content }, { role: 'user', content: 'second' }];

    assert.equal((await create('', { messages })).content[0].text, 'second');
  });

  test('an image beside the text is accepted', async () => {
    const message = await create([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
      { type: 'text', text: 'What is this?' },
    ]);

    assert.equal(message.content[0].text, 'What is this?');
  });

  test('unicode comes back unchanged', async () => {
    assert.equal((await create(difficultText)).content[0].text, difficultText);
  });

  test('max_tokens cuts the answer', async () => {
    const message = await create(longText, { max_tokens: 5 });

    const said = message.content[0].text;
    assert.equal(message.stop_reason, 'max_tokens');
    assert.ok(said.length > 0 && said.length < longText.length);
    assert.ok(longText.startsWith(said));
    assert.equal(message.usage.output_tokens, 5);
  });

  test('a stop sequence ends the answer before it and is named', async () => {
    const message = await create('before|after', { stop_sequences: ['#', '|'] });

    assert.equal(message.content[0].text, 'before');
    assert.equal(message.stop_reason, 'stop_sequence');
    assert.equal(message.stop_sequence, '|');
  });

  test('the beta route answers too', async () => {
    const message = await client.beta.messages.create(request('beta'));

    assert.equal(message.content[0].text, 'beta');
  });
});

suite('anthropic messages: streams', () => {
  test('the events tell the story of one message', async () => {
    const said = `${marker()} ${longText}`;
    const events = await stream(said);

    const types = events.map(({ type }) => type).filter((type) => type !== 'ping');
    assert.deepEqual(types.filter((type, index) => type !== types[index - 1]), [
      'message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop',
    ]);
    const { message } = events[0];
    assert.deepEqual(message.content, []);
    assert.equal(message.stop_reason, null);
    assert.ok(message.usage.input_tokens > 0);
    assert.equal(text(events), said);
    const { delta, usage } = events.find(({ type }) => type === 'message_delta');
    assert.equal(delta.stop_reason, 'end_turn');
    assert.ok(usage.output_tokens > 0);
  });

  test('unicode is never cut inside a character', async () => {
    const events = await stream(difficultText);

    assert.equal(text(events), difficultText);
    assert.ok(!JSON.stringify(events).includes('\ufffd'));
  });

  test('max_tokens and stop sequences are told in message_delta', async () => {
    const cut = (await stream(longText, { max_tokens: 5 })).find(({ type }) => type === 'message_delta');
    const stopped = (await stream('before|after', { stop_sequences: ['|'] })).find(({ type }) => type === 'message_delta');

    assert.equal(cut.delta.stop_reason, 'max_tokens');
    assert.equal(cut.usage.output_tokens, 5);
    assert.equal(stopped.delta.stop_reason, 'stop_sequence');
    assert.equal(stopped.delta.stop_sequence, '|');
  });

  test('stream() reports text and the final message', async () => {
    const said = marker();
    const heard = [];
    const runner = client.messages.stream(request(said)).on('text', (delta) => heard.push(delta));

    assert.equal(await runner.finalText(), said);
    assert.equal(heard.join(''), said);
    const message = await runner.finalMessage();
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  });

  test('the bytes name every event and never say [DONE]', async () => {
    const response = await client.messages.create({ ...request('raw'), stream: true }).asResponse();
    const body = await response.text();

    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    assert.ok(body.endsWith('\n\n'));
    for (const block of body.split('\n\n').filter(Boolean)) {
      const [, name, data] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? assert.fail(`Not an event: ${block}`);
      assert.equal(JSON.parse(data).type, name);
    }
  });
});
