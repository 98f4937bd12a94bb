import { z } from 'zod';
import { readTrustProxy, type TrustProxy } from './platform/http/trust-proxy.ts';
import { StartupProblem } from './platform/startup-problem.ts';

const word = z.string().min(1);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

function trusted(written: string, context: z.RefinementCtx): TrustProxy | undefined {
  try {
    return readTrustProxy(written);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

const variables = z.object({
  HOST: word.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  CERMAT_DATA: word.default('./data'),
  DATABASE_URL: word.optional(),
  CERMAT_OWNER_USERNAME: word.optional(),
  CERMAT_OWNER_PASSWORD: word.optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.string().transform(trusted).optional(),
  WEB: flag.optional(),
  JOBS: flag.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
});

/** What the program is told from outside; the names of the variables are in docs/operations.md. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly owner: { readonly username: string | undefined; readonly password: string | undefined };
  /** Scheme and host people reach the program by, where a proxy stands in front. */
  readonly publicUrl: string | undefined;
  /** Which proxies in front are believed about address, host and scheme. */
  readonly trustProxy: TrustProxy | undefined;
  /** Serves requests. */
  readonly web: boolean;
  /** Works on queued jobs. */
  readonly jobs: boolean;
  readonly logLevel: z.infer<typeof variables>['LOG_LEVEL'];
}

/** Reads the environment; an empty variable counts as absent. WEB=1 or JOBS=1 alone asks for that role alone. */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const { success, data, error } = variables.safeParse(given);
  if (!success) {
    const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new StartupProblem(`The environment cannot be used: ${faults.join('; ')}`);
  }
  return {
    host: data.HOST,
    port: data.PORT,
    dataFolder: data.CERMAT_DATA,
    databaseUrl: data.DATABASE_URL,
    owner: { username: data.CERMAT_OWNER_USERNAME, password: data.CERMAT_OWNER_PASSWORD },
    publicUrl: data.PUBLIC_URL === undefined ? undefined : new URL(data.PUBLIC_URL).origin,
    trustProxy: data.TRUST_PROXY,
    web: data.WEB ?? data.JOBS !== true,
    jobs: data.JOBS ?? data.WEB !== true,
    logLevel: data.LOG_LEVEL,
  };
}
