import { createInflateRaw, crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable-file.ts';

/** A ZIP archive whose entries are read one at a time and never trusted: what they say of their size is checked. */
export interface Archive {
  has: (name: string) => boolean;
  /** Names of all entries, as written. */
  names: () => string[];
  /** The unpacked bytes of an entry; its name is compared without case, as spreadsheet programs do. */
  read: (name: string) => AsyncGenerator<Buffer>;
  close: () => void;
}

/** Opens an archive and checks what its directory declares. Throws UnreadableFile. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await damagedIfFails(() => openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: false }));
  try {
    const entries = await listEntries(zip);
    return {
      has: (name) => entries.has(name.toLowerCase()),
      names: () => [...entries.values()].map((entry) => entry.fileName),
      read: (name) => readEntry(zip, entries.get(name.toLowerCase())),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.archiveEntries) throw new UnreadableFile('file_bomb');
  const entries = new Map<string, Entry>();
  await damagedIfFails(async () => {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableFile('file_encrypted');
      if (entry.uncompressedSize > limits.entryBytes || isBomb(entry.uncompressedSize, entry.compressedSize))
        throw new UnreadableFile('file_bomb');
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  });
  return entries;
}

function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > limits.ratioFreeBytes && unpacked > packed * limits.entryRatio;
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  const method = entry?.compressionMethod;
  if (entry === undefined || (method !== 0 && method !== 8)) throw new UnreadableFile('file_damaged');
  const packed = await damagedIfFails(() => zip.openReadStreamPromise(entry, { decodeFileData: false }));
  const unpacked = method === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 256 * 1024 }));
  packed.on('error', (error) => unpacked.destroy(error));
  // The loop below reports errors; one that comes after it was left early concerns nobody, but must not go unheard.
  unpacked.on('error', () => {});
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      checksum = crc32(chunk, checksum);
      if (bytes > entry.uncompressedSize) throw new UnreadableFile('file_bomb');
      yield chunk;
    }
  } catch (error) {
    throw asUnreadable(error);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
  if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) throw new UnreadableFile('file_damaged');
}

/** Whatever the libraries say of an archive's bytes means one thing for the admin: the file is damaged. */
async function damagedIfFails<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asUnreadable(error);
  }
}

function asUnreadable(error: unknown): unknown {
  if (error instanceof UnreadableFile) return error;
  const isSystemFault = error instanceof Error && 'syscall' in error;
  return isSystemFault ? error : new UnreadableFile('file_damaged');
}
