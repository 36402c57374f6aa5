import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { apiKey, collect, longText, server } from './support/server.js';

const client = new Anthropic({ baseURL: server, apiKey, maxRetries: 0 });
const model = 'claude-haiku-4-5';

suite('anthropic models', () => {
  test('the list has models in the vendor\'s form', async () => {
    const models = await collect(client.models.list());

    assert.ok(models.length > 0);
    for (const { type, id, display_name, created_at } of models) {
      assert.equal(type, 'model');
      assert.equal(typeof id, 'string');
      assert.equal(typeof display_name, 'string');
      assert.ok(!Number.isNaN(Date.parse(created_at)));
    }
  });

  test('the list is read page by page', async () => {
    const all = await collect(client.models.list());
    const paged = await collect(client.models.list({ limit: 1 }));

    assert.deepEqual(paged.map(({ id }) => id), all.map(({ id }) => id));
  });

  test('one of the list can be retrieved', async () => {
    const [first] = await collect(client.models.list());

    assert.equal((await client.models.retrieve(first.id)).id, first.id);
  });

  test('an unknown model is not found', async () => {
    await assert.rejects(client.models.retrieve('no-such-model'), (error) => {
      assert.ok(error instanceof Anthropic.NotFoundError);
      assert.equal(error.type, 'not_found_error');
      return true;
    });
  });
});

suite('anthropic token counts', () => {
  const count = async (content, rest = {}) =>
    (await client.messages.countTokens({ model, messages: [{ role: 'user', content }], ...rest })).input_tokens;

  test('longer text, a system prompt and tools count more', async () => {
    const short = await count('hi');

    assert.ok(Number.isInteger(short) && short > 0);
    assert.ok((await count(longText)) > short);
    assert.ok((await count('hi', { system: longText })) > short);
    assert.ok((await count('hi', { tools: [{ name: 't', description: longText, input_schema: { type: 'object' } }] })) > short);
  });

  test('the count is what a message is charged for', async () => {
    const messages = [{ role: 'user', content: longText }];
    const { usage } = await client.messages.create({ model, max_tokens: 64, messages });

    assert.equal(usage.input_tokens, await count(longText));
  });

  test('a request without messages is refused', async () => {
    await assert.rejects(client.post('/v1/messages/count_tokens', { body: { model } }), Anthropic.BadRequestError);
  });
});
