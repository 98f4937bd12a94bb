import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** A year and its subdomains' own business: what a browser that came by TLS once is told. */
const strictTransport = 'max-age=31536000';

/** Headers that keep a browser from running or framing what is not ours. */
export async function secureAnswers(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, {
    global: true,
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
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.protocol !== 'https') return;
    reply.header('strict-transport-security', strictTransport).header('cross-origin-opener-policy', 'same-origin');
  });
}
