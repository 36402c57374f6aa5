import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { apiKey, attempts, impatientFetch, marker, raiseError, server } from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });
const patient = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 2, fetch: impatientFetch });
const model = 'gpt-4o';

/** Every way to send one user message. */
const ways = {
  chat: (openai, content) => openai.chat.completions.create({ model, messages: [{ role: 'user', content }] }),
  'chat stream': (openai, content) => openai.chat.completions.create({ model, messages: [{ role: 'user', content }], stream: true }),
  responses: (openai, input) => openai.responses.create({ model, input }),
  'responses stream': (openai, input) => openai.responses.create({ model, input, stream: true }),
};

const errors = [
  [400, OpenAI.BadRequestError, 'invalid_request_error', 'invalid_value'],
  [401, OpenAI.AuthenticationError, 'invalid_request_error', 'invalid_api_key'],
  [403, OpenAI.PermissionDeniedError, 'invalid_request_error', 'forbidden'],
  [404, OpenAI.NotFoundError, 'invalid_request_error', 'model_not_found'],
  [409, OpenAI.ConflictError, 'invalid_request_error', 'conflict'],
  [422, OpenAI.UnprocessableEntityError, 'invalid_request_error', 'unprocessable'],
  [429, OpenAI.RateLimitError, 'rate_limit_error', 'rate_limit_exceeded'],
  [500, OpenAI.InternalServerError, 'server_error', 'server_error'],
  [503, OpenAI.InternalServerError, 'server_error', 'overloaded'],
];

async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('The request was answered, not refused.');
}

for (const [way, send] of Object.entries(ways)) {
  suite(`openai ${way}: errors`, () => {
    for (const [status, type, errorType, code] of errors) {
      test(`${status} is a ${type.name}`, async () => {
        const error = await refusal(send(client, raiseError(status, 'Slow down', errorType, code)));

        assert.ok(error instanceof type, error.constructor.name);
        assert.equal(error.status, status);
        assert.equal(error.type, errorType);
        assert.equal(error.code, code);
        assert.equal(error.param, null);
        assert.deepEqual(error.error, { message: 'Slow down', type: errorType, param: null, code });
        assert.match(error.requestID, /^req_/);
      });
    }

    test('an error without a type and code gets them in the vendor\'s form: the code is never the status', async () => {
      const { error } = await refusal(send(client, raiseError(429, 'Slow down')));

      assert.ok(error.code === null || typeof error.code === 'string');
      assert.equal(typeof error.type, 'string');
    });

    for (const [status, count] of [[429, 3], [500, 3], [400, 1]]) {
      test(`${status} is tried ${count} times`, async () => {
        const word = marker();
        const error = await refusal(send(patient, `${word}\n${raiseError(status, 'Slow down')}`));

        assert.equal(error.status, status);
        assert.equal(await attempts(word), count);
      });
    }
  });
}

suite('openai: refused requests', () => {
  const user = [{ role: 'user', content: 'hi' }];
  const refused = {
    'chat without messages': ['/chat/completions', { model }, 'messages'],
    'chat with no message in messages': ['/chat/completions', { model, messages: [] }, 'messages'],
    'chat with a temperature that is no number': ['/chat/completions', { model, messages: user, temperature: 'hot' }, 'temperature'],
    'responses with an input that is a number': ['/responses', { model, input: 5 }, 'input'],
  };
  for (const [name, [path, body, param]] of Object.entries(refused)) {
    test(name, async () => {
      const error = await refusal(client.post(path, { body }));

      assert.ok(error instanceof OpenAI.BadRequestError, error.constructor.name);
      assert.equal(error.type, 'invalid_request_error');
      assert.equal(error.param, param);
      assert.ok(error.message.length > 0);
    });
  }

  test('chat without a model', async () => {
    assert.ok((await refusal(client.post('/chat/completions', { body: { messages: user } }))) instanceof OpenAI.BadRequestError);
  });

  test('a tool result without its call', async () => {
    const messages = [...user, { role: 'tool', tool_call_id: 'call_unknown', content: 'x' }];
    const error = await refusal(client.chat.completions.create({ model, messages }));

    assert.ok(error instanceof OpenAI.BadRequestError, error.constructor.name);
  });

  test('a body that is not JSON', async () => {
    const response = await fetch(`${server}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: '{"model": ',
    });

    assert.equal(response.status, 400);
    assert.deepEqual(Object.keys((await response.json()).error).sort(), ['code', 'message', 'param', 'type']);
  });

  test('an unknown path', async () => {
    assert.ok((await refusal(client.post('/nowhere', { body: {} }))) instanceof OpenAI.NotFoundError);
  });
});
