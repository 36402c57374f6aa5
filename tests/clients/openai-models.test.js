import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { apiKey, collect, server } from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });

suite('openai models', () => {
  test('the list has models in the vendor\'s form', async () => {
    const models = await collect(client.models.list());

    assert.ok(models.length > 0);
    for (const model of models) {
      assert.equal(model.object, 'model');
      assert.equal(typeof model.id, 'string');
      assert.equal(typeof model.owned_by, 'string');
      assert.ok(Number.isInteger(model.created));
    }
  });

  test('one of the list can be retrieved', async () => {
    const [first] = await collect(client.models.list());

    assert.deepEqual({ ...(await client.models.retrieve(first.id)) }, first);
  });

  test('an unknown model is not found', async () => {
    await assert.rejects(client.models.retrieve('no-such-model'), (error) => {
      assert.ok(error instanceof OpenAI.NotFoundError);
      assert.equal(error.code, 'model_not_found');
      assert.equal(error.param, 'model');
      return true;
    });
  });
});
