import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure, Table } from './figures.ts';

const resultFolder = fileURLToPath(new URL('./results/', import.meta.url));

const headers = ['what', 'measured', 'against', 'ratio', 'limit', ''];

function cellsOf({ work, measured, against, ratio, limit, ok }: Figure): string[] {
  return [work, measured, against, ratio === null ? '' : `${ratio.toFixed(2)} ×`, limit, ok === null ? '' : ok ? 'ok' : 'OVER'];
}

function tableOf(figures: readonly Figure[]): Table {
  return { headers, rows: figures.map(cellsOf), remarks: [], ok: figures.every(({ ok }) => ok !== false) };
}

/** A table that reads well as text and as Markdown. */
function writeTable({ headers: names, rows }: Table): string {
  const widths = names.map((name, column) => Math.max(3, name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(names), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

function machine(): string {
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${availableParallelism()} processors, ${memory} GB, ${platform()} ${arch()}, Node ${process.versions.node}, embedded PostgreSQL with the program's settings`;
}

/** Prints what a bench found, keeps it as bench/results/<name>.md where asked to, and says whether nothing is over its limit. */
export function reportFigures({ name, title, notes }: Bench, found: readonly Figure[] | Table, { keep }: { keep: boolean }): boolean {
  const table = 'rows' in found ? found : tableOf(found);
  const [summary, ...remarked] = table.remarks;
  const remarks = [...(summary === undefined ? [] : [summary]), ...(remarked.length === 0 ? [] : [remarked.join('\n')])];
  const written = [writeTable(table), ...remarks];
  process.stdout.write(`${[title, ...written].join('\n\n')}\n\n`);
  if (keep) {
    mkdirSync(resultFolder, { recursive: true });
    const day = new Date().toISOString().slice(0, 10);
    const text = [`# ${title}`, `${day}; ${machine()}. \`npm run bench -- ${name}\``, ...written, ...notes].join('\n\n');
    writeFileSync(`${resultFolder}${name}.md`, `${text}\n`);
  }
  return table.ok;
}
