import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';

/** A year and its subdomains' own business: what a browser that came by TLS once is told. */
const strictTransport = 'max-age=31536000';

const options: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      // The style library of the web app writes its rules into style elements.
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  // Sent below, only where there is TLS.
  strictTransportSecurity: false,
  // A browser asks for it over plain HTTP in vain and complains.
  originAgentCluster: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'same-origin' },
  xFrameOptions: { action: 'deny' },
};

export type SecurityHeaders = Readonly<Record<string, string>>;

/**
 * Headers that keep a browser from running or framing what is not ours. They are the same for each answer, so they are
 * taken once, and are there also for answers that no hook sees.
 */
export async function readSecurityHeaders(): Promise<SecurityHeaders> {
  const server = fastify();
  server.get('/', (_request, reply) => reply.send());
  const bare = await headersOf(server);
  const secured = fastify();
  await secured.register(helmet, options);
  secured.get('/', (_request, reply) => reply.send());
  const all = await headersOf(secured);
  return Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(bare, name)));
}

async function headersOf(server: FastifyInstance): Promise<Record<string, string>> {
  const { headers } = await server.inject('/');
  await server.close();
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Gives every answer the security headers and the request's id, before anything else can refuse the request. */
export function secureAnswers(server: FastifyInstance, headers: SecurityHeaders): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
    if (request.protocol !== 'https') return;
    reply.header('strict-transport-security', strictTransport).header('cross-origin-opener-policy', 'same-origin');
  });
}
