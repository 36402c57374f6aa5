import { createOpenAI } from '@ai-sdk/openai';
import { apiKey, impatientFetch, server } from './support/server.js';
import { vercelTests } from './support/vercel.js';

const options = { baseURL: `${server}/v1`, apiKey };
vercelTests('openai (responses)', {
  model: createOpenAI(options)('gpt-4o'),
  impatient: createOpenAI({ ...options, fetch: impatientFetch })('gpt-4o'),
  cut: 16,
});
