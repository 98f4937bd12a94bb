import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Turns } from '../../platform/turns.ts';

const derive = promisify(argon2);

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; about 25 ms on a small server. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const saltBytes = 16;

/** Threads of the pool that hashing shares with reading files and compressing. */
const poolThreads = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/** Passwords hashed at once: half the processors, and never the last thread of the pool, so that pages need not wait. */
export const hashedAtOnce = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2), poolThreads - 1));

/** The row of passwords that wait to be hashed; a process has one pool of threads and so one row. */
export const hashTurns = new Turns({
  atOnce: hashedAtOnce,
  atOnceEach: hashedAtOnce,
  patience: { longestWait: 15_000, mostWaiting: 200, mostOfOne: 100 },
});

/** Whose turn of hashing is taken where nobody's request asks for it: the command line, the demo. */
export const ownWork = 'program';

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Hashes a password with Argon2id and a salt of its own, in PHC notation. `whose` has their turns; throws busy when too many wait. */
export async function hashPassword(password: string, whose: string): Promise<string> {
  const nonce = randomBytes(saltBytes);
  const tag = await hashTurns.take(whose, () => derive('argon2id', { ...cost, message: password.normalize('NFKC'), nonce }));
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** A hash that no password fits: verifying against it takes the same time as against a real one. */
const fitsNobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(randomBytes(saltBytes))}$${base64(randomBytes(cost.tagLength))}`;

/**
 * True when the password fits the hash. With no hash (no such account) it takes as long and is false. `whose` has their
 * turns; throws busy when too many wait.
 */
export async function verifyPassword(password: string, hash: string | null, whose: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(hash ?? fitsNobody) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('A stored password hash is not in PHC notation');
  const expected = Buffer.from(tag, 'base64');
  const parameters = {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  };
  const found = await hashTurns.take(whose, () => derive('argon2id', parameters));
  return timingSafeEqual(found, expected) && hash !== null;
}
