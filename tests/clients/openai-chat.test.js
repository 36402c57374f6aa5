import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { apiKey, difficultText, longText, marker, pixel, server } from './support/server.js';

const client = new OpenAI({ baseURL: `${server}/v1`, apiKey, maxRetries: 0 });
const model = 'gpt-4o';
const ask = (content, rest = {}) => client.chat.completions.create({ model, messages: [{ role: 'user', content }], ...rest });

suite('openai chat completions: whole answers', () => {
  test('the answer mirrors the last user message in the vendor\'s form', async () => {
    const text = marker();
    const completion = await ask(text);

    assert.equal(completion.object, 'chat.completion');
    assert.match(completion.id, /^chatcmpl-[A-Za-z0-9]{29}$/);
    assert.ok(Number.isInteger(completion.created));
    assert.ok(completion.model.startsWith(model));
    assert.match(completion._request_id, /^req_/);
    assert.equal(completion.choices.length, 1);
    const [choice] = completion.choices;
    assert.equal(choice.index, 0);
    assert.equal(choice.finish_reason, 'stop');
    assert.equal(choice.logprobs, null);
    assert.equal(choice.message.role, 'assistant');
    assert.equal(choice.message.content, text);
    assert.equal(choice.message.refusal, null);
    assert.deepEqual(choice.message.annotations, []);
    assert.equal(choice.message.tool_calls, undefined);
  });

  test('usage adds up', async () => {
    const { usage } = await ask('How many tokens are these?');

    assert.ok(usage.prompt_tokens > 0);
    assert.ok(usage.completion_tokens > 0);
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
    assert.equal(usage.prompt_tokens_details.cached_tokens, 0);
    assert.equal(usage.completion_tokens_details.reasoning_tokens, 0);
  });

  test('the last of several user messages is mirrored, system and developer prompts are not', async () => {
    const completion = await client.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'answer' },
        { role: 'user', content: 'second', name: 'Ada' },
      ],
    });

    assert.equal(completion.choices[0].message.content, 'second');
  });

  test('an answer can be sent back as it came', async () => {
    const { choices: [{ message }] } = await ask('first');
    const messages = [{ role: 'user', content: 'first' }, message, { role: 'user', content: 'second' }];
    const completion = await client.chat.completions.create({ model, messages });

    assert.equal(completion.choices[0].message.content, 'second');
  });

  test('unicode comes back unchanged', async () => {
    const completion = await ask(difficultText);

    assert.equal(completion.choices[0].message.content, difficultText);
  });

  test('an image beside the text is accepted', async () => {
    const completion = await ask([
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}`, detail: 'low' } },
    ]);

    assert.equal(completion.choices[0].message.content, 'What is this?');
  });

  test('n asks for several choices', async () => {
    const completion = await ask('twice', { n: 2 });

    assert.deepEqual(completion.choices.map(({ index }) => index), [0, 1]);
    assert.deepEqual(completion.choices.map(({ message }) => message.content), ['twice', 'twice']);
    assert.deepEqual(completion.choices.map(({ finish_reason }) => finish_reason), ['stop', 'stop']);
  });

  for (const limit of ['max_tokens', 'max_completion_tokens']) {
    test(`${limit} cuts the answer`, async () => {
      const completion = await ask(longText, { [limit]: 5 });

      const [{ message, finish_reason }] = completion.choices;
      assert.equal(finish_reason, 'length');
      assert.ok(message.content.length > 0 && message.content.length < longText.length);
      assert.ok(longText.startsWith(message.content));
      assert.equal(completion.usage.completion_tokens, 5);
    });
  }

  for (const stop of ['|', ['#', '|']]) {
    test(`stop ${JSON.stringify(stop)} ends the answer before it`, async () => {
      const completion = await ask('before|after', { stop });

      assert.equal(completion.choices[0].message.content, 'before');
      assert.equal(completion.choices[0].finish_reason, 'stop');
    });
  }

  test('parse() gets an object of the schema', async () => {
    const City = z.object({ city: z.string(), inhabitants: z.number() });
    const completion = await client.chat.completions.parse({
      model,
      messages: [{ role: 'user', content: '{"city":"Oslo","inhabitants":700000}' }],
      response_format: zodResponseFormat(City, 'city'),
    });

    assert.ok(City.safeParse(completion.choices[0].message.parsed).success);
  });
});
