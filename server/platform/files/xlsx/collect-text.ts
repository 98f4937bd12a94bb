import { limits } from '../limits.ts';

/** Gathers the text of one item: the `t` of all its runs, without the phonetic readings (`rPh`) above them. */
export interface TextCollector {
  start: () => void;
  open: (name: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
  /** The text gathered since start(). One that is too long for a cell is cut, and still too long: whoever puts it into a cell refuses it. */
  take: () => string;
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
      if (inText && gathered.length <= limits.cellCharacters) gathered += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
    },
    take: () => (gathered.length > limits.cellCharacters ? gathered.slice(0, limits.cellCharacters + 1) : unescapeText(gathered)),
  };
}

/** XML cannot hold some characters, so spreadsheets write them as `_x000D_`, and a text that looks so as `_x005F_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
