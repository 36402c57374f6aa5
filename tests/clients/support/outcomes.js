// What each client makes of an answer, in a few words for a table.
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';
import { apiKey, server } from './server.js';

const words = 'one two three four five six';
const timeout = 700;
const settings = (fault) => ({ apiKey, maxRetries: 0, timeout, defaultHeaders: { 'x-mimus-fault': fault } });

/** How each client asks: a function of the fault and of whether it streams, which gives the text that came. */
export const clients = {
  'openai chat': async (fault, stream, signal) => {
    const client = new OpenAI({ baseURL: `${server}/v1`, ...settings(fault) });
    const asked = await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: words }], stream }, { signal });
    return stream ? joined(asked, (chunk) => chunk.choices?.[0]?.delta?.content) : asked.choices[0].message.content;
  },
  'openai responses': async (fault, stream, signal) => {
    const client = new OpenAI({ baseURL: `${server}/v1`, ...settings(fault) });
    const asked = await client.responses.create({ model: 'gpt-4o', input: words, stream }, { signal });
    return stream ? joined(asked, (event) => (event.type === 'response.output_text.delta' ? event.delta : '')) : asked.output_text;
  },
  anthropic: async (fault, stream, signal) => {
    const client = new Anthropic({ baseURL: server, ...settings(fault) });
    const asked = await client.messages.create({
      model: 'claude-sonnet-4-5', max_tokens: 99, messages: [{ role: 'user', content: words }], stream,
    }, { signal });
    return stream ? joined(asked, (event) => (event.type === 'content_block_delta' ? event.delta.text : '')) : asked.content[0].text;
  },
  'ai (chat)': (fault, stream) =>
    vercel(createOpenAI({ baseURL: `${server}/v1`, apiKey, headers: { 'x-mimus-fault': fault } }).chat('gpt-4o'), stream),
  'ai (anthropic)': (fault, stream) =>
    vercel(createAnthropic({ baseURL: `${server}/v1`, apiKey, headers: { 'x-mimus-fault': fault } })('claude-sonnet-4-5'), stream),
};

/** The outcome of one question. */
export async function outcome(client, fault, stream) {
  const patience = new AbortController();
  try {
    // Not every client's own time limit covers a stream that has begun.
    const text = await Promise.race([clients[client](fault, stream, patience.signal), waits()]);
    if (text === silence) return 'waits for ever';
    return text === words ? 'the whole answer' : text ? 'a part of it, or more, without an error' : 'nothing, without an error';
  } catch (error) {
    return [nameOf(error), error.status ?? error.statusCode].filter(Boolean).join(' ');
  } finally {
    patience.abort();
  }
}

const silence = Symbol('silence');

const waits = () => new Promise((resolve) => { setTimeout(resolve, 2 * timeout, silence).unref(); });

/** What a client hands over as an error that is none: the event itself. */
class StreamError extends Error {}

function nameOf(error) {
  const name = error.constructor.name;
  return name.startsWith('_') ? name.slice(1) : name === 'DOMException' || name === 'Error' ? error.name : name;
}

async function joined(events, textOf) {
  let text = '';
  for await (const event of events) text += textOf(event) ?? '';
  return text;
}

async function vercel(model, stream) {
  const abortSignal = AbortSignal.timeout(timeout);
  if (!stream) return (await generateText({ model, prompt: words, maxRetries: 0, abortSignal })).text;
  let failure;
  const result = streamText({ model, prompt: words, maxRetries: 0, abortSignal, onError: ({ error }) => { failure = error; } });
  let text = '';
  for await (const part of result.fullStream) {
    if (part.type === 'text-delta') text += part.text;
    if (part.type === 'error') failure = part.error;
    if (part.type === 'abort') failure ??= new DOMException('aborted', 'TimeoutError');
  }
  if (failure) throw failure instanceof Error || failure instanceof DOMException ? failure : new StreamError();
  return text;
}
