import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { apiKey, attempts, impatientFetch, marker, raiseError, server } from './support/server.js';

const client = new Anthropic({ baseURL: server, apiKey, maxRetries: 0 });
const patient = new Anthropic({ baseURL: server, apiKey, maxRetries: 2, fetch: impatientFetch });
const request = (content) => ({ model: 'claude-haiku-4-5', max_tokens: 1024, messages: [{ role: 'user', content }] });

const ways = {
  messages: (anthropic, content) => anthropic.messages.create(request(content)),
  'messages stream': (anthropic, content) => anthropic.messages.create({ ...request(content), stream: true }),
};

const errors = [
  [400, Anthropic.BadRequestError, 'invalid_request_error'],
  [401, Anthropic.AuthenticationError, 'authentication_error'],
  [403, Anthropic.PermissionDeniedError, 'permission_error'],
  [404, Anthropic.NotFoundError, 'not_found_error'],
  [413, Anthropic.ContentTooLargeError, 'request_too_large'],
  [429, Anthropic.RateLimitError, 'rate_limit_error'],
  [500, Anthropic.InternalServerError, 'api_error'],
  [529, Anthropic.OverloadedError, 'overloaded_error'],
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
  suite(`anthropic ${way}: errors`, () => {
    for (const [status, type, errorType] of errors) {
      for (const [kind, given] of [['given', errorType], ['derived', undefined]]) {
        test(`${status} is a ${type.name} (type ${kind})`, async () => {
          const error = await refusal(send(client, raiseError(status, 'Slow down', given)));

          assert.ok(error instanceof type, error.constructor.name);
          assert.equal(error.status, status);
          assert.equal(error.type, errorType);
          assert.match(error.requestID, /^req_/);
          const { type: outer, error: inner, request_id } = error.error;
          assert.equal(outer, 'error');
          assert.equal(inner.type, errorType);
          assert.equal(inner.message, 'Slow down');
          assert.equal(request_id, error.requestID);
        });
      }
    }

    for (const [status, count] of [[429, 3], [500, 3], [529, 3], [400, 1]]) {
      test(`${status} is tried ${count} times`, async () => {
        const word = marker();
        const error = await refusal(send(patient, `${word}\n${raiseError(status, 'Slow down')}`));

        assert.equal(error.status, status);
        assert.equal(await attempts(word), count);
      });
    }
  });
}

suite('anthropic: refused requests', () => {
  const { max_tokens, ...unlimited } = request('hi');
  const { model, ...unnamed } = request('hi');
  const refused = {
    'messages without max_tokens': unlimited,
    'messages without a model': unnamed,
    'messages without messages': { model, max_tokens },
    'messages with no message': { model, max_tokens, messages: [] },
    'messages with an unknown role': { model, max_tokens, messages: [{ role: 'robot', content: 'hi' }] },
    'a tool result without its call': {
      model, max_tokens, messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_unknown', content: 'x' }] }],
    },
  };
  for (const [name, body] of Object.entries(refused)) {
    test(name, async () => {
      const error = await refusal(client.post('/v1/messages', { body }));

      assert.ok(error instanceof Anthropic.BadRequestError, error.constructor.name);
      assert.equal(error.type, 'invalid_request_error');
      if (body === unlimited) assert.match(error.error.error.message, /max_tokens/);
    });
  }

  test('an unknown path', async () => {
    assert.ok((await refusal(client.post('/v1/nowhere', { body: {} }))) instanceof Anthropic.NotFoundError);
  });
});
