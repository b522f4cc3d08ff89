// Clients of the two programs' HTTP APIs.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

import { Unexpected } from './report.mjs';

function exchange(url, method, headers, body) {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  // The hub's certificate is self-made; the demo's hub is on this machine.
  const options = { method, headers, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, async (response) => {
      try {
        response.setEncoding('utf8');
        let text = '';
        for await (const part of response) text += part;
        resolve({ status: response.statusCode, headers: response.headers, text });
      } catch (error) {
        reject(error);
      }
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

class Client {
  constructor(url, headers) {
    this.url = url;
    this.headers = headers;
  }

  async get(path) {
    return JSON.parse((await this.send('GET', path)).text);
  }

  async post(path, body) {
    return JSON.parse((await this.send('POST', path, body)).text);
  }

  async send(method, path, body) {
    const headers = { ...this.headers, 'Content-Type': 'application/json' };
    const url = new URL(`/api/v1/${path}`, this.url);
    const what = `${method} ${url.href}`;
    const answer = await exchange(url, method, headers, body && JSON.stringify(body)).catch((error) => {
      throw new Unexpected(what, 'an answer', error.message);
    });
    if (answer.status >= 300) throw new Unexpected(what, 'a status below 300', `${answer.status}: ${answer.text}`);
    return answer;
  }
}

// The header shows that no other page of a browser is asking.
export function village(url) {
  return new Client(url, { 'X-Soban': '1' });
}

export async function logIn(url, name, password) {
  const answer = await new Client(url, {}).send('POST', 'login', { name, password });
  const cookie = answer.headers['set-cookie'][0].split(';')[0];
  return new Client(url, { Cookie: cookie, 'X-CSRF-Token': JSON.parse(answer.text).csrf });
}
