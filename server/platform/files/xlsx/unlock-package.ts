import { createDecipheriv, createHash } from 'node:crypto';
import { UnreadableFile } from '../unreadable-file.ts';

/** More rounds of hashing than Excel makes (100,000) would keep a worker busy for nothing. */
const mostRounds = 1_000_000;

/**
 * The XLSX that a container holds locked by a password ([MS-OFFCRYPTO] 2.3.4), from its streams EncryptionInfo and
 * EncryptedPackage. Throws `file_encrypted` where the password is another one or the lock of another kind, RangeError where
 * something is cut off.
 */
export function unlockPackage(info: Buffer, locked: Buffer, password: string): Buffer {
  const version = `${info.readUInt16LE(0)}.${info.readUInt16LE(2)}`;
  const size = Number(locked.readBigUInt64LE(0));
  const content = locked.subarray(8);
  const unlocked = version === '4.4' ? agile(info.toString('utf8', 8), content, password) : standard(info, version, content, password);
  if (unlocked === undefined) throw new UnreadableFile('file_encrypted');
  return unlocked.subarray(0, size);
}

const hash = (algorithm: string, ...parts: Uint8Array[]): Buffer => {
  const hashing = createHash(algorithm);
  for (const part of parts) hashing.update(part);
  return hashing.digest();
};

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function hashOften(algorithm: string, salt: Buffer, password: string, rounds: number): Buffer {
  let hashed = hash(algorithm, salt, Buffer.from(password, 'utf16le'));
  for (let round = 0; round < rounds; round += 1) hashed = hash(algorithm, littleEndian(round), hashed);
  return hashed;
}

function decrypt(cipher: string, key: Buffer, start: Buffer | null, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, start).setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - (bytes.length % 16))), decipher.final()]);
}

const beginsWith = (bytes: Buffer, wanted: Buffer): boolean => bytes.subarray(0, wanted.length).equals(wanted);

/** Excel 2007: AES in its plainest mode, the key from SHA-1. */
function standard(info: Buffer, version: string, content: Buffer, password: string): Buffer | undefined {
  if (!/^[234]\.2$/.test(version)) return undefined;
  const header = info.subarray(12, 12 + info.readUInt32LE(8));
  const keyBytes = header.readUInt32LE(16) / 8;
  if (![16, 24, 32].includes(keyBytes) || header.readUInt32LE(12) !== 0x8004) return undefined;
  const check = info.subarray(12 + header.length);
  const hashed = hash('sha1', hashOften('sha1', check.subarray(4, 20), password, 50_000), littleEndian(0));
  const half = (filler: number) =>
    hash(
      'sha1',
      Buffer.alloc(64, filler).map((value, place) => value ^ (hashed[place] ?? 0)),
    );
  const key = Buffer.concat([half(0x36), half(0x5c)]).subarray(0, keyBytes);
  const open = (bytes: Buffer) => decrypt(`aes-${keyBytes * 8}-ecb`, key, null, bytes);
  if (!beginsWith(open(check.subarray(40, 72)), hash('sha1', open(check.subarray(20, 36))))) return undefined;
  return open(content);
}

/** Bytes of the package that are locked together. */
const segmentBytes = 4096;
const algorithms: ReadonlyMap<string, string> = new Map(['SHA1', 'SHA256', 'SHA384', 'SHA512'].map((name) => [name, name.toLowerCase()]));

/** What the description of the lock says of one of its two locks: that of the key, and that of the package. */
interface AgileLock {
  readonly algorithm: string;
  readonly cipher: string;
  readonly keyBytes: number;
  readonly salt: Buffer;
  readonly bytesOf: (name: string) => Buffer;
  readonly rounds: number;
}

/** Excel 2010 and later: a key that is drawn, locked by the password, and the package in segments by the key. */
function agile(description: string, content: Buffer, password: string): Buffer | undefined {
  const data = readLock(description, 'keyData');
  const lock = readLock(description, 'encryptedKey');
  if (data === undefined || lock === undefined || lock.rounds > mostRounds) return undefined;
  const hashed = hashOften(lock.algorithm, lock.salt, password, lock.rounds);
  const open = (purpose: string, name: string) =>
    decrypt(
      lock.cipher,
      fitted(hash(lock.algorithm, hashed, Buffer.from(purpose, 'hex')), lock.keyBytes),
      fitted(lock.salt, 16),
      lock.bytesOf(name),
    );
  const verifier = hash(lock.algorithm, open('fea7d2763b4b9e79', 'encryptedVerifierHashInput').subarray(0, lock.salt.length));
  if (!beginsWith(open('d7aa0f6d3061344e', 'encryptedVerifierHashValue'), verifier)) return undefined;
  const key = fitted(open('146e0be7abacd0d6', 'encryptedKeyValue'), data.keyBytes);
  const segments: Buffer[] = [];
  for (let start = 0; start < content.length; start += segmentBytes) {
    const begin = fitted(hash(data.algorithm, data.salt, littleEndian(start / segmentBytes)), 16);
    segments.push(decrypt(data.cipher, key, begin, content.subarray(start, start + segmentBytes)));
  }
  return Buffer.concat(segments);
}

/** So many bytes of a hash, filled up where it is shorter. */
const fitted = (bytes: Buffer, length: number): Buffer =>
  bytes.length >= length ? bytes.subarray(0, length) : Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)]);

/** The attributes of the one element of this name; none where the lock is of a kind that Excel does not make. */
function readLock(description: string, element: string): AgileLock | undefined {
  const attributes = new RegExp(`<(?:\\w+:)?${element}\\s([^>]*)>`).exec(description)?.[1] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  const algorithm = algorithms.get(attribute('hashAlgorithm').replace('-', ''));
  const keyBits = Number(attribute('keyBits'));
  if (algorithm === undefined || attribute('cipherAlgorithm') !== 'AES' || attribute('cipherChaining') !== 'ChainingModeCBC')
    return undefined;
  if (![128, 192, 256].includes(keyBits)) return undefined;
  const bytesOf = (name: string) => Buffer.from(attribute(name), 'base64');
  return {
    algorithm,
    cipher: `aes-${keyBits}-cbc`,
    keyBytes: keyBits / 8,
    salt: bytesOf('saltValue'),
    bytesOf,
    rounds: Number(attribute('spinCount')),
  };
}
