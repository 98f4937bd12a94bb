import iconv from 'iconv-lite';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from '../unreadable-file.ts';

/** Called for the parts of a document; names come without their namespace prefix, attributes as written. */
export interface XmlHandler {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/**
 * Feeds a document to the handler and gives control back after each piece, so that what the handler gathered can be
 * handed on. Document types and entities are refused, and so is whatever is not well-formed: `file_damaged`.
 */
export async function* parseXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  const localName = nameCutter();
  const { open, text, close } = handler;
  if (open !== undefined) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes));
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close !== undefined) parser.on('closetag', (tag) => close(localName(tag.name)));
  parser.on('doctype', () => {
    throw new UnreadableFile('file_damaged');
  });
  parser.on('error', () => {
    throw new UnreadableFile('file_damaged');
  });
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= iconv.getDecoder(encodingOf(chunk));
    parser.write(decoder.write(chunk));
    yield;
  }
  parser.write(decoder?.end() ?? '');
  parser.close();
  yield;
}

/** Reads a whole document. */
export async function parseWholeXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(chunks, handler)) continue;
}

/** An attribute whatever its namespace prefix is; `id` with a prefix is another attribute than `id` without. */
export function prefixedAttribute(attributes: Record<string, string>, name: string): string | undefined {
  return Object.entries(attributes).find(([written]) => written.endsWith(`:${name}`))?.[1];
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=["']([\w.-]+)["']/.exec(head.toString('latin1', 0, 200))?.[1];
  if (declared === undefined || /^utf-?(8|16)$/i.test(declared)) return 'utf-8';
  if (!iconv.encodingExists(declared)) throw new UnreadableFile('file_damaged');
  return declared;
}

/** The same few names come millions of times, so each is cut once. */
function nameCutter(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    let local = known.get(name);
    if (local === undefined) {
      local = name.slice(name.indexOf(':') + 1);
      if (known.size < 1000) known.set(name, local);
    }
    return local;
  };
}
