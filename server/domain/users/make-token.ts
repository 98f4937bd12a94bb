import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A random token of 256 bits for a cookie or a link, and the hash of it that is stored. */
export function makeToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/** The stored form of a token. SHA-256 is enough, since a token is random and cannot be guessed at. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Without letters and digits that look alike, since it is read off a terminal. */
const readable = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A random password of 20 readable characters, about 115 bits. */
export function makePassword(): string {
  return Array.from({ length: 20 }, () => readable[randomInt(readable.length)]).join('');
}
