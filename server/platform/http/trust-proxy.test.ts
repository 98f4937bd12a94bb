import type { AddressInfo } from 'node:net';
import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { createServer } from './create-server.ts';
import { readTrustProxy } from './trust-proxy.ts';

const servers: FastifyInstance[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

interface Seen {
  readonly ip: string;
  readonly host: string;
  readonly protocol: string;
}

/** What a real server believes about a request that a socket of this machine brings with these headers. */
async function seen(trusted: string, headers: Readonly<Record<string, string | string[]>>): Promise<Seen> {
  const server = await createServer({ logger: pino({ level: 'silent' }), trustProxy: readTrustProxy(trusted), ownOrigins: [] });
  servers.push(server);
  server.get('/seen', ({ ip, host, protocol }) => ({ ip, host, protocol }));
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    send({ port, host: '127.0.0.1', path: '/seen', headers: { host: 'cermat.internal', ...headers } }, (answer) => {
      text(answer).then((body) => resolve(JSON.parse(body) as Seen), reject);
    })
      .on('error', reject)
      .end();
  });
}

const forwarded = (chain: string) => ({
  'x-forwarded-for': chain,
  'x-forwarded-host': 'cermat.example',
  'x-forwarded-proto': 'https',
});
const believed = { host: 'cermat.example', protocol: 'https' };
const unbelieved = { host: 'cermat.internal', protocol: 'http' };

describe('who is believed about address, host and scheme', () => {
  it.each<[string, string, string, Omit<Seen, 'ip'>]>([
    ['0', '198.51.100.1', '127.0.0.1', unbelieved],
    ['1', '198.51.100.1', '198.51.100.1', believed],
    ['1', '192.0.2.66, 198.51.100.1', '198.51.100.1', believed],
    ['2', '192.0.2.66, 198.51.100.1, 10.0.0.1', '198.51.100.1', believed],
    ['2', '198.51.100.1', '198.51.100.1', believed],
    ['127.0.0.1', '192.0.2.66, 198.51.100.1', '198.51.100.1', believed],
    ['loopback', '192.0.2.66, 198.51.100.1', '198.51.100.1', believed],
    ['loopback,10.0.0.0/8', '192.0.2.66, 198.51.100.1, 10.9.8.7', '198.51.100.1', believed],
    ['loopback, uniquelocal', '198.51.100.1, fd00::9, 192.168.1.1', '198.51.100.1', believed],
    ['loopback', '198.51.100.1, 10.9.8.7', '10.9.8.7', believed],
    ['10.0.0.0/8', '198.51.100.1', '127.0.0.1', unbelieved],
    ['::ffff:127.0.0.1,loopback', '198.51.100.1', '198.51.100.1', believed],
  ])('TRUST_PROXY=%s and a chain of %s: %s', async (trusted, chain, ip, others) => {
    expect(await seen(trusted, forwarded(chain))).toEqual({ ip, ...others });
  });

  it('takes host and scheme from the nearest proxy, not from what the caller sent before it', async () => {
    const headers = {
      'x-forwarded-for': '198.51.100.1',
      'x-forwarded-host': 'evil.example, cermat.example',
      'x-forwarded-proto': 'http, https',
    };
    expect(await seen('1', headers)).toMatchObject(believed);
  });
});

describe('TRUST_PROXY', () => {
  it.each(['-1', '11', '1.5', 'true', 'yes', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/0', '10.0.0/8', '1,2', 'loopback,', 'proxy.example'])(
    '%s is refused with a sentence',
    (written) => {
      expect(() => readTrustProxy(written)).toThrow(/ is not a number of proxies from 0 to 10, or their addresses/);
    },
  );
});
