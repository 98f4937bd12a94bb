import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from './figures.ts';

const resultFolder = fileURLToPath(new URL('./results/', import.meta.url));

const headers = ['what', 'measured', 'against', 'ratio', 'limit', ''];

function cellsOf({ work, measured, against, ratio, limit, ok }: Figure): string[] {
  return [work, measured, against, ratio === null ? '' : `${ratio.toFixed(2)} ×`, limit, ok === null ? '' : ok ? 'ok' : 'OVER'];
}

/** A table that reads well as text and as Markdown. */
function tableOf(figures: readonly Figure[]): string {
  const rows = [headers, ...figures.map(cellsOf)];
  const widths = headers.map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

function machine(): string {
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${availableParallelism()} processors, ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}, embedded PostgreSQL with the program's settings`;
}

/** Prints a bench's figures, keeps them as bench/results/<name>.md where asked to, and says whether none is over its limit. */
export function reportFigures({ name, title, notes }: Bench, figures: readonly Figure[], { keep }: { keep: boolean }): boolean {
  const table = tableOf(figures);
  process.stdout.write(`${title}\n\n${table}\n\n`);
  if (keep) {
    mkdirSync(resultFolder, { recursive: true });
    const day = new Date().toISOString().slice(0, 10);
    const text = [`# ${title}`, `${day}; ${machine()}. \`npm run bench -- ${name}\``, table, ...notes].join('\n\n');
    writeFileSync(`${resultFolder}${name}.md`, `${text}\n`);
  }
  return figures.every(({ ok }) => ok !== false);
}
