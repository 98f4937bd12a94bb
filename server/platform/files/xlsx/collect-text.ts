import { limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable-file.ts';

/** Gathers the text of one item: the `t` of all its runs, without the phonetic readings (`rPh`) above them. */
export interface TextCollector {
  start: () => void;
  open: (name: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
  /** The text gathered since start(). Throws `cell_too_long` with that row (0: not known). */
  take: (row: number) => string;
}

export function textCollector(): TextCollector {
  let gathered = '';
  let inText = false;
  let phonetic = 0;
  return {
    start: () => {
      gathered = '';
      inText = false;
      phonetic = 0;
    },
    open: (name) => {
      if (name === 't') inText = phonetic === 0;
      else if (name === 'rPh') phonetic += 1;
    },
    text: (text) => {
      if (inText) gathered += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
    },
    take: (row) => {
      if (gathered.length > limits.cellCharacters) throw new UnreadableFile('cell_too_long', { row, limit: limits.cellCharacters });
      return unescapeText(gathered);
    },
  };
}

/** XML cannot hold some characters, so spreadsheets write them as `_x000D_`, and a text that looks so as `_x005F_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
