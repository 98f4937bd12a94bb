import type { Sentence } from '../../contract/problem-kind.ts';
import type { Language } from '../platform/actor.ts';

/** Milliseconds between two signs of progress where nobody can be shown a line that changes. */
const plainPause = 5_000;
const livePause = 100;

/** Day, time and the zone's own short name: 21 Nov 2026, 19.05 WIB. */
const timesIn = (language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });

/** Somebody at a terminal, or a file that keeps what they would have read. */
export class Terminal {
  readonly language: Language;
  readonly #numbers: Intl.NumberFormat;
  #times: Intl.DateTimeFormat;

  constructor(language: Language) {
    this.language = language;
    this.#numbers = new Intl.NumberFormat(language);
    this.#times = timesIn(language, 'UTC');
  }

  /** Has times written in the business's zone, once the database has told which it is. */
  useZone(timeZone: string): void {
    this.#times = timesIn(this.language, timeZone);
  }

  words(sentence: Sentence): string {
    return sentence[this.language];
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  /** A moment in the business's time zone. */
  time(moment: string): string {
    return this.#times.format(new Date(moment));
  }

  /** What was asked for, on standard output. */
  say(sentence: Sentence): void {
    process.stdout.write(`${this.words(sentence)}\n`);
  }

  /** What somebody should know beside it, on standard error. */
  warn(sentence: Sentence): void {
    process.stderr.write(`${this.words(sentence)}\n`);
  }

  /** Lines of a name and what belongs to it, in two columns. */
  list(entries: readonly (readonly [name: Sentence, value: string])[]): void {
    const width = Math.max(...entries.map(([name]) => this.words(name).length));
    for (const [name, value] of entries) process.stdout.write(`  ${this.words(name).padEnd(width)}  ${value}\n`);
  }

  /** Rows under their headers, numbers to the right. */
  table(headers: readonly Sentence[], rows: readonly (readonly (string | number)[])[]): void {
    const cells = [headers.map((header) => this.words(header)), ...rows.map((row) => row.map((cell) => this.#cell(cell)))];
    const widths = headers.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
    const isNumber = headers.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
    for (const row of cells) {
      const aligned = row.map((cell, column) =>
        isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      );
      process.stdout.write(`${aligned.join('  ').trimEnd()}\n`);
    }
  }

  #cell(value: string | number): string {
    return typeof value === 'number' ? this.number(value) : value;
  }

  /** Shows how far work is, with the time left: on one line of a terminal that changes, else a line now and then. */
  progress(label: Sentence): Progress {
    return new Progress(this, label);
  }
}

/** How far one piece of work is, on standard error. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #label: Sentence;
  readonly #live = process.stderr.isTTY;
  readonly #begin = performance.now();
  #shownAt = performance.now();
  #shown = false;

  constructor(terminal: Terminal, label: Sentence) {
    this.#terminal = terminal;
    this.#label = label;
  }

  report(done: number, total: number): void {
    const now = performance.now();
    if (now - this.#shownAt < (this.#live ? livePause : plainPause)) return;
    this.#shownAt = now;
    this.#shown = true;
    const line = `${this.#terminal.words(this.#label)}: ${this.#terminal.words(this.#measure(done, total))}`;
    process.stderr.write(this.#live ? `\r\u001B[2K${line}` : `${line}\n`);
  }

  /** Clears the line that changed. */
  end(): void {
    if (this.#live && this.#shown) process.stderr.write('\r\u001B[2K');
  }

  #measure(done: number, total: number): Sentence {
    const [rows, all] = [this.#terminal.number(done), this.#terminal.number(total)];
    const left = done === 0 ? null : Math.ceil((((performance.now() - this.#begin) / done) * (total - done)) / 1000);
    const known: Sentence = { id: `${rows} dari ${all} baris`, en: `${rows} of ${all} rows` };
    if (left === null) return known;
    return { id: `${known.id}, sisa ${duration(left)}`, en: `${known.en}, ${duration(left)} left` };
  }
}

/** Minutes and seconds, `1:05`. */
function duration(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
