import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Receipt } from '../../contract/databases.ts';
import { type FileLayout, writtenLayout } from '../../contract/file-layouts.ts';
import type { Sentence } from '../../contract/problem-kind.ts';
import { type CheckReceipt, type Mapping, mapping as mappingSchema, type Uploaded } from '../../contract/uploads.ts';
import { line, type Module, module as moduleSchema } from '../../contract/values.ts';
import { checkUpload } from '../domain/databases/check-upload.ts';
import { discardUpload } from '../domain/databases/discard-upload.ts';
import { importFile, reserveDatabaseId } from '../domain/databases/import-file.ts';
import { readUpload } from '../domain/databases/read-upload.ts';
import { storeUpload } from '../domain/databases/store-upload.ts';
import { createProduct } from '../domain/products/create-product.ts';
import { type Command, Refusal, type Run, type Session, UsageFault } from './command.ts';
import { findProductNamed, listProductNames } from './find-named.ts';
import { importHelp } from './help.ts';
import { readArguments, requireValue } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

const options = {
  module: { type: 'string' },
  product: { type: 'string' },
  name: { type: 'string' },
  sheet: { type: 'string' },
  encoding: { type: 'string' },
  delimiter: { type: 'string' },
  quote: { type: 'string' },
  header: { type: 'string' },
  key: { type: 'string' },
  phone: { type: 'string' },
  'column-name': { type: 'string' },
  'deposited-before': { type: 'string' },
  duplicates: { type: 'string', default: 'skip' },
  'create-product': { type: 'boolean' },
  check: { type: 'boolean' },
  again: { type: 'boolean' },
} as const;

interface Order {
  readonly file: string;
  readonly module: Module;
  readonly product: string;
  readonly name: string;
  readonly layout: FileLayout;
  /** Columns named on the command line; null for one that shall mean nothing. */
  readonly columns: { readonly [Field in keyof Mapping]: string | null | undefined };
  readonly duplicates: 'skip' | 'keep';
  readonly createProduct: boolean;
  readonly checkOnly: boolean;
  readonly again: boolean;
}

/** `-` says that no column has this meaning. */
const columnOf = (value: string | undefined): string | null | undefined => (value === '-' ? null : value);

function readOrder(parameters: readonly string[]): Order {
  const { values, positionals } = readArguments(parameters, options, ['FILE']);
  const [file = ''] = positionals;
  const { duplicates } = values;
  if (duplicates !== 'skip' && duplicates !== 'keep') {
    throw new UsageFault({ id: '--duplicates: Pilih salah satu: skip, keep.', en: '--duplicates: Choose one of: skip, keep.' });
  }
  return {
    file,
    module: requireValue(moduleSchema, values.module, '--module'),
    product: requireValue(line(120), values.product, '--product'),
    name: requireValue(line(200), values.name ?? (values.check === true ? basename(file) : undefined), '--name'),
    layout: {
      sheet: values.sheet,
      encoding: requireValue(writtenLayout.encoding, values.encoding, '--encoding'),
      delimiter: requireValue(writtenLayout.delimiter, values.delimiter === '\\t' ? '\t' : values.delimiter, '--delimiter'),
      quote: requireValue(writtenLayout.quote, values.quote, '--quote'),
      headerRow: requireValue(writtenLayout.headerRow, values.header, '--header'),
    },
    columns: {
      customerKey: columnOf(values.key),
      phone: columnOf(values.phone),
      name: columnOf(values['column-name']),
      depositedBefore: columnOf(values['deposited-before']),
    },
    duplicates,
    createProduct: values['create-product'] === true,
    checkOnly: values.check === true,
    again: values.again === true,
  };
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new Refusal({ id: `File ${path} tidak ada atau tidak bisa dibuka.`, en: `There is no file ${path}, or it cannot be opened.` });
  if (!found.isFile()) throw new Refusal({ id: `${path} bukan file.`, en: `${path} is not a file.` });
}

/** The product's id; undefined for one that is to be made once the file has been read. */
async function chooseProduct({ database }: Session, { product, createProduct: mayCreate, checkOnly }: Order): Promise<string | undefined> {
  const found = await findProductNamed(database.db, product);
  if (found !== undefined || (mayCreate && !checkOnly)) return found;
  const names = (await listProductNames(database.db)).map((name) => `"${name}"`).join(', ');
  const known =
    names === '' ? { id: 'belum ada satu pun', en: 'there is none yet' } : { id: `yang ada: ${names}`, en: `there are ${names}` };
  throw new Refusal({
    id: `Tidak ada produk "${product}" (${known.id}). Impor dengan --create-product membuatnya.`,
    en: `There is no product "${product}" (${known.en}). An import with --create-product makes it.`,
  });
}

async function makeProduct({ transact, actor, terminal }: Session, name: string): Promise<string> {
  const id = await transact((tx) => createProduct(tx, actor, { name, active: true, matchPhones: true, holdAcrossModules: false }));
  terminal.say({ id: `Produk "${name}" dibuat.`, en: `The product "${name}" was made.` });
  return id;
}

function chooseMapping(suggested: Mapping | Uploaded['suggestedMapping'], { columns }: Order): Mapping {
  const chosen = { ...suggested };
  for (const field of ['customerKey', 'phone', 'name', 'depositedBefore'] as const) {
    const column = columns[field];
    if (column === null) delete chosen[field];
    else if (column !== undefined) chosen[field] = column;
  }
  const { success, data } = mappingSchema.safeParse(chosen);
  if (success) return data;
  throw new Refusal({
    id: 'Tidak diketahui kolom mana yang berisi Customer ID atau telepon. Sebut dengan --key atau --phone.',
    en: 'It is not clear which column holds the Customer ID or the phone. Name one with --key or --phone.',
  });
}

/** Says how the letters could be read, where nobody has chosen. Throws a refusal then. */
function requireEncoding(terminal: Terminal, { encodingChoices }: Uploaded, { layout }: Order): void {
  if (layout.encoding !== undefined || encodingChoices.length === 0) return;
  for (const { encoding, lines } of encodingChoices) terminal.list(lines.map((shown) => [{ id: encoding, en: encoding }, shown]));
  throw new Refusal({
    id: 'Huruf di file ini bisa dibaca dengan beberapa cara. Pilih yang benar dengan --encoding.',
    en: 'The letters of this file can be read in several ways. Choose the right one with --encoding.',
  });
}

function describeUpload(terminal: Terminal, { fileName, detected, columns, rows }: Uploaded, mapping: Mapping): void {
  const kind = [detected.format.toUpperCase(), detected.encoding, detected.sheet].filter((fact) => fact !== null).join(', ');
  const none = terminal.words({ id: '(tidak ada)', en: '(none)' });
  terminal.say({
    id: `${fileName}: ${terminal.number(rows)} baris, ${columns.length} kolom (${kind})`,
    en: `${fileName}: ${terminal.number(rows)} rows, ${columns.length} columns (${kind})`,
  });
  terminal.list([
    [{ id: 'Customer ID', en: 'Customer ID' }, mapping.customerKey ?? none],
    [{ id: 'Telepon', en: 'Phone' }, mapping.phone ?? none],
    [{ id: 'Nama', en: 'Name' }, mapping.name ?? none],
    [{ id: 'Sudah pernah depo', en: 'Deposited before' }, mapping.depositedBefore ?? none],
  ]);
}

const phonesLine: Sentence = {
  id: 'Telepon tidak terbaca (diimpor, disimpan sebagai teks)',
  en: 'Phone unreadable (imported, kept as text)',
};

function describeCheck(terminal: Terminal, found: CheckReceipt, duplicates: Order['duplicates']): void {
  const number = (value: number): string => terminal.number(value);
  terminal.say({ id: 'Hasil pemeriksaan', en: 'What was found' });
  terminal.list([
    [{ id: 'Baru', en: 'New' }, number(found.new)],
    [{ id: '  di antaranya direservasi', en: '  of them reserved' }, number(found.reserved)],
    [{ id: 'Ganda di dalam file', en: 'Duplicate in the file' }, number(found.duplicateInFile)],
    [{ id: 'Sudah ada di produk ini', en: 'In this product already' }, number(found.existing)],
    ...found.existingIn.map(({ name, count }): [Sentence, string] => [{ id: `  di ${name}`, en: `  in ${name}` }, number(count)]),
    [{ id: 'Tanpa Customer ID dan telepon yang terbaca', en: 'Without Customer ID and readable phone' }, number(found.emptyKey)],
    [{ id: 'Tidak terbaca', en: 'Unreadable' }, number(found.unreadable)],
    [phonesLine, number(found.phonesUnreadable + (duplicates === 'keep' ? found.existingPhonesUnreadable : 0))],
  ]);
}

function describeReceipt(terminal: Terminal, databaseId: string, receipt: Receipt): void {
  const number = (value: number): string => terminal.number(value);
  terminal.say({ id: `Diimpor sebagai database ${databaseId}`, en: `Imported as database ${databaseId}` });
  terminal.list([
    [{ id: 'Baris', en: 'Rows' }, number(receipt.rows)],
    [{ id: 'Diimpor', en: 'Imported' }, number(receipt.imported)],
    [{ id: 'Ganda di dalam file', en: 'Duplicate in the file' }, number(receipt.duplicateInFile)],
    [{ id: 'Sudah ada', en: 'There already' }, number(receipt.existing)],
    [{ id: 'Tanpa Customer ID dan telepon yang terbaca', en: 'Without Customer ID and readable phone' }, number(receipt.emptyKey)],
    [{ id: 'Tidak terbaca', en: 'Unreadable' }, number(receipt.unreadable)],
    [phonesLine, number(receipt.phonesUnreadable)],
  ]);
}

async function check(session: Session, order: Order, upload: { id: string; productId: string; mapping: Mapping }): Promise<CheckReceipt> {
  const { database, transact, terminal, signal } = session;
  const progress = terminal.progress({ id: 'Memeriksa', en: 'Checking' });
  const { id: uploadId, productId, mapping } = upload;
  const wanted = { uploadId, productId, module: order.module, ...order.layout, mapping };
  const found = await transact((tx) =>
    checkUpload(database, tx, wanted, { signal, keep: true, onProgress: (done, total) => progress.report(done, total) }),
  );
  progress.end();
  describeCheck(terminal, found, order.duplicates);
  const { sameFileAs } = found;
  if (sameFileAs !== undefined && !order.again && !order.checkOnly) {
    const when = terminal.time(sameFileAs.importedAt);
    throw new Refusal({
      id: `File yang sama sudah diimpor sebagai "${sameFileAs.name}" pada ${when}. Tambahkan --again untuk mengimpornya lagi.`,
      en: `The same file was imported as "${sameFileAs.name}" on ${when}. Add --again to import it once more.`,
    });
  }
  return found;
}

async function importList(session: Session, order: Order): Promise<void> {
  const { database, transact, actor, terminal, signal } = session;
  await requireFile(order.file);
  const product = await chooseProduct(session, order);
  const content: AsyncIterable<Buffer> = createReadStream(order.file, { signal });
  const uploadId = await storeUpload({ db: database.db, transact, settle: transact }, actor, { fileName: basename(order.file), content });
  try {
    const uploaded = await readUpload(database.db, uploadId, order.layout);
    requireEncoding(terminal, uploaded, order);
    const mapping = chooseMapping(uploaded.suggestedMapping, order);
    describeUpload(terminal, uploaded, mapping);
    const productId = product ?? (await makeProduct(session, order.product));
    await check(session, order, { id: uploadId, productId, mapping });
    if (order.checkOnly) return;
    const progress = terminal.progress({ id: 'Mengimpor', en: 'Importing' });
    const databaseId = await transact(reserveDatabaseId);
    const { name, module, layout, duplicates } = order;
    const wanted = { databaseId, uploadId, name, module, productId, ...layout, mapping, duplicates };
    const receipt = await importFile({ database, transact }, actor, wanted, {
      signal,
      onProgress: (done, total) => progress.report(done, total),
    });
    progress.end();
    describeReceipt(terminal, databaseId, receipt);
  } finally {
    await transact((tx) => discardUpload(tx, uploadId));
  }
}

/** `cermat import`: checks a list and imports it as a database. */
export const importCommand: Command = {
  summary: { id: 'memeriksa dan mengimpor satu daftar', en: 'checks and imports a list' },
  help: importHelp,
  access: 'admin',
  prepare(parameters): Run {
    const order = readOrder(parameters);
    return (session) => importList(session, order);
  },
};
