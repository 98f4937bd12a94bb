import { UnreadableFile } from '../unreadable-file.ts';

const endOfChain = 0xfffffffe;
const noEntry = 0xffffffff;
const entryBytes = 128;

/** A file system in a file (OLE compound document), in which Excel 97–2003 kept workbooks. */
interface Container {
  bytes: Buffer;
  sectorBytes: number;
  /** Number of the sector that follows each sector. */
  next: Uint32Array;
}

/** One stream of the root folder, read on demand. */
export interface ContainerStream {
  name: string;
  read: () => Buffer;
}

/** The streams in the root folder of a container; what lies in embedded documents is none of them. Throws UnreadableFile or RangeError. */
export function readContainer(bytes: Buffer): ContainerStream[] {
  return listStreams(openContainer(bytes));
}

function openContainer(bytes: Buffer): Container {
  const sectorShift = bytes.readUInt16LE(30);
  if (sectorShift !== 9 && sectorShift !== 12) throw new UnreadableFile('file_damaged');
  const sectorBytes = 1 << sectorShift;
  const container: Container = { bytes, sectorBytes, next: new Uint32Array(0) };
  const tables = listTableSectors(container);
  const next = new Uint32Array(tables.length * (sectorBytes / 4));
  tables.forEach((sector, index) => next.set(readWords(container, sector), index * (sectorBytes / 4)));
  return { ...container, next };
}

/** The sectors that hold the table of chains: 109 of them named in the header, the others in sectors of their own. */
function listTableSectors(container: Container): number[] {
  const { bytes, sectorBytes } = container;
  const sectors = Array.from({ length: 109 }, (_, index) => bytes.readUInt32LE(76 + index * 4));
  const seen = new Set<number>();
  for (let sector = bytes.readUInt32LE(68); sector < endOfChain && !seen.has(sector); ) {
    seen.add(sector);
    const words = readWords(container, sector);
    sectors.push(...words.slice(0, -1));
    sector = words.at(-1) ?? endOfChain;
  }
  const used = sectors.filter((sector) => sector < endOfChain);
  if (used.length * sectorBytes > bytes.length) throw new UnreadableFile('file_damaged');
  return used;
}

function sectorAt({ bytes, sectorBytes }: Container, sector: number): Buffer {
  const start = (sector + 1) * sectorBytes;
  if (start >= bytes.length) throw new UnreadableFile('file_damaged');
  return bytes.subarray(start, start + sectorBytes);
}

function readWords(container: Container, sector: number): Uint32Array {
  const bytes = sectorAt(container, sector);
  return Uint32Array.from({ length: container.sectorBytes / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}

function readChain(container: Container, first: number): Buffer {
  const pieces: Buffer[] = [];
  const most = container.bytes.length / container.sectorBytes;
  for (let sector = first; sector < endOfChain; sector = container.next[sector] ?? endOfChain) {
    if (pieces.length > most) throw new UnreadableFile('file_damaged');
    pieces.push(sectorAt(container, sector));
  }
  return Buffer.concat(pieces);
}

function listStreams(container: Container): ContainerStream[] {
  const { bytes } = container;
  const directory = readChain(container, bytes.readUInt32LE(48));
  const root = directory.subarray(0, entryBytes);
  const streams: ContainerStream[] = [];
  const seen = new Set<number>();
  const waiting = [root.readUInt32LE(76)];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (index === noEntry || seen.has(index)) continue;
    seen.add(index);
    const entry = directory.subarray(index * entryBytes, (index + 1) * entryBytes);
    waiting.push(entry.readUInt32LE(68), entry.readUInt32LE(72));
    const name = entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2));
    if (entry[66] === 2) streams.push({ name, read: () => readStream(container, root, entry) });
  }
  return streams;
}

/** Small streams lie in pieces of 64 bytes within the stream of the root entry. */
function readStream(container: Container, root: Buffer, entry: Buffer): Buffer {
  const { bytes } = container;
  const first = entry.readUInt32LE(116);
  const size = entry.readUInt32LE(120);
  if (size > bytes.length) throw new UnreadableFile('file_damaged');
  if (size >= bytes.readUInt32LE(56)) return readChain(container, first).subarray(0, size);
  const small = readChain(container, root.readUInt32LE(116));
  const table = readChain(container, bytes.readUInt32LE(60));
  const pieces: Buffer[] = [];
  for (let piece = first; piece < endOfChain && pieces.length * 64 < size; piece = table.readUInt32LE(piece * 4)) {
    pieces.push(small.subarray(piece * 64, piece * 64 + 64));
  }
  return Buffer.concat(pieces).subarray(0, size);
}
