import { createHash } from 'node:crypto';
import { UnreadableFile } from '../unreadable-file.ts';
import { rc4 } from './rc4.ts';
import { recordIds } from './read-records.ts';

/** Records that are never locked ([MS-XLS] 2.2.10): begin, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead. */
const open: ReadonlySet<number> = new Set([recordIds.begin, recordIds.filePassword, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138]);

/** Where the data of a record lie in the stream. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The byte that a locked one at a place of the stream stands for. */
type Unlock = (value: number, place: number, record: Extent) => number;

/** The workbook stream as it was before it was locked by a password; one that is not locked as it is. Throws `file_encrypted`. */
export function unlockBiff(stream: Buffer, password: string): Buffer {
  let unlock: Unlock | undefined;
  let unlocked = stream;
  for (let offset = 0, end = 0; offset + 4 <= stream.length; offset = end) {
    const id = stream.readUInt16LE(offset);
    const start = offset + 4;
    end = start + stream.readUInt16LE(offset + 2);
    // What is cut off is told by whoever reads the records; a stream that is not locked by its first end is not locked at all.
    if (end > stream.length || (unlock === undefined && id === recordIds.end)) break;
    if (unlock === undefined && id === recordIds.filePassword) {
      unlock = findUnlock(stream.subarray(start, end), password);
      unlocked = Buffer.from(stream);
    } else if (unlock !== undefined && !open.has(id)) {
      const record: Extent = { start, end };
      // Where a sheet begins stands in the open.
      for (let place = id === recordIds.sheet ? start + 4 : start; place < end; place += 1)
        unlocked[place] = unlock(stream[place] ?? 0, place, record);
    }
  }
  return unlocked;
}

/** How a stream is unlocked, where it was locked by this password. */
function findUnlock(lock: Buffer, password: string): Unlock {
  const unlock =
    lock.length < 6 ? undefined : lock.readUInt16LE(0) === 0 ? byObfuscation(lock, password) : byRc4(lock.subarray(2), password);
  if (unlock === undefined) throw new UnreadableFile('file_encrypted');
  return unlock;
}

const longestObfuscating = 15;
const padding = Buffer.from('bbffffbaffffb98000be0f00bf0f00', 'hex');
const turnRight = (value: number, bits: number) => ((value >> bits) | (value << (8 - bits))) & 255;

/** [MS-OFFCRYPTO] 2.3.7; the key that is made of the password stands in the file. */
function byObfuscation(lock: Buffer, password: string): Unlock | undefined {
  const letters = Buffer.from(password, 'latin1');
  if (letters.length > longestObfuscating || lock.readUInt16LE(4) !== obfuscationVerifier(letters)) return undefined;
  const pattern = Buffer.concat([letters, padding])
    .subarray(0, 16)
    .map((letter, place) => turnRight(letter ^ (lock[2 + (place % 2)] ?? 0), 1));
  return (value, place, { start, end }) => turnRight(value ^ (pattern[(end + place - start) % 16] ?? 0), 5);
}

function obfuscationVerifier(letters: Buffer): number {
  const turned = [letters.length, ...letters].reduceRight((value, letter) => ((value >> 14) | ((value << 1) & 0x7fff)) ^ letter, 0);
  return turned ^ 0xce4b;
}

const hashed = (algorithm: 'md5' | 'sha1', ...parts: Uint8Array[]): Buffer => {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** What RC4 needs: a key for each block, and a text with its hash by which the password is known, both locked by the first. */
interface Rc4Lock {
  readonly algorithm: 'md5' | 'sha1';
  readonly keyOf: (block: number) => Buffer;
  readonly verifier: Buffer;
}

/** Bytes of the stream, headers of records included, that have one key. */
const blockBytes = 1024;

function byRc4(lock: Buffer, password: string): Unlock | undefined {
  const { algorithm, keyOf, verifier } = lock.readUInt16LE(0) === 1 ? oldRc4(lock, password) : cryptoApi(lock, password);
  const first = rc4(keyOf(0), verifier.length);
  const plain = verifier.map((value, place) => value ^ (first[place] ?? 0));
  if (plain.length <= 16 || !hashed(algorithm, plain.subarray(0, 16)).equals(plain.subarray(16))) return undefined;
  let block = 0;
  let keys = rc4(keyOf(0), blockBytes);
  return (value, place) => {
    const wanted = Math.floor(place / blockBytes);
    if (wanted !== block) [block, keys] = [wanted, rc4(keyOf(wanted), blockBytes)];
    return value ^ (keys[place % blockBytes] ?? 0);
  };
}

/** [MS-OFFCRYPTO] 2.3.6: Excel 97 and 2000. */
function oldRc4(lock: Buffer, password: string): Rc4Lock {
  const salt = lock.subarray(4, 20);
  const short = hashed('md5', Buffer.from(password, 'utf16le')).subarray(0, 5);
  const base = hashed('md5', ...Array.from({ length: 16 }, () => [short, salt]).flat()).subarray(0, 5);
  return { algorithm: 'md5', keyOf: (block) => hashed('md5', base, littleEndian(block)), verifier: lock.subarray(20, 52) };
}

/** [MS-OFFCRYPTO] 2.3.5: Excel 2002 and 2003. */
function cryptoApi(lock: Buffer, password: string): Rc4Lock {
  const header = lock.subarray(12, 12 + lock.readUInt32LE(8));
  const keyBits = header.readUInt32LE(16) || 40;
  const check = lock.subarray(12 + header.length);
  const base = hashed('sha1', check.subarray(4, 20), Buffer.from(password, 'utf16le'));
  const keyOf = (block: number): Buffer => {
    const key = hashed('sha1', base, littleEndian(block)).subarray(0, keyBits / 8);
    // The shortest is filled up.
    return keyBits === 40 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
  return { algorithm: 'sha1', keyOf, verifier: Buffer.concat([check.subarray(20, 36), check.subarray(40, 60)]) };
}
