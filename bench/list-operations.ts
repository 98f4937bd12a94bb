import { z } from 'zod';
import type { Endpoint } from '../contract/endpoint.ts';
import { endpoints } from '../contract/endpoints.ts';
import type { ListValues } from './list-values.ts';

export type Caller = keyof ListValues['users'];

/** Something the interface can be asked to show. */
export interface Operation {
  /** In words, without the ids of this very data. */
  readonly work: string;
  readonly caller: Caller;
  /** Below /api. */
  readonly path: string;
  /** A search may be refused; of a file, the first byte is waited for. */
  readonly kind: 'read' | 'search' | 'file';
}

export interface Operations {
  readonly all: readonly Operation[];
  /** What of the contract is not measured, since the bench knows no value for it. */
  readonly lacking: readonly string[];
}

/** A part of a query: what it is called here where it is no word of the contract, and its value. */
interface Part {
  readonly name: string;
  readonly value: string;
  readonly shown: string;
}

type Parts = readonly Part[];
type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** What is no filter: where in a list, in which order, what to search for, and how a file is written. */
const besideFilters = ['page', 'pageSize', 'sort', 'q', 'format', 'language'];
const deepPage: Part = { name: 'page', value: '20', shown: 'page=20' };

/** One row by its id, written a moment ago: however many records there are, it is none of them. */
const rowsOfTheirOwn = ['/jobs/:id'];

const callersOf = { staff: ['admin', 'staff'], admin: ['admin'], owner: ['owner'], anyone: [] } as const;

/** Every list with each of its filters, orders, pages and searches, and everything else that is read, as the contract has them. */
export function listOperations(values: ListValues): Operations {
  const all: Operation[] = [];
  const lacking = new Set<string>();
  for (const endpoint of endpoints) {
    if (endpoint.method !== 'GET' || endpoint.transfer === 'stream' || endpoint.readsFile === true) continue;
    if (rowsOfTheirOwn.includes(endpoint.path)) continue;
    for (const caller of callersOf[endpoint.access]) {
      const asking = new Asking(endpoint, caller, values);
      all.push(...asking.operations());
      for (const name of asking.lacking) lacking.add(`${endpoint.path}, ${name}`);
    }
  }
  return { all, lacking: [...lacking] };
}

/** The ways in which one caller can ask for one endpoint. */
class Asking {
  readonly lacking = new Set<string>();
  readonly #endpoint: Endpoint;
  readonly #caller: Caller;
  readonly #values: ListValues;
  readonly #shape: Shape;
  /** Filters by their names, each with the values to ask for. */
  readonly #filters: ReadonlyMap<string, Parts>;

  constructor(endpoint: Endpoint, caller: Caller, values: ListValues) {
    this.#endpoint = endpoint;
    this.#caller = caller;
    this.#values = values;
    this.#shape = ((caller === 'staff' ? endpoint.forStaff?.query : undefined) ?? endpoint.query)?.shape ?? {};
    // Kept filters are those of a page of the web, which is no number.
    const names = Object.keys(this.#shape).filter((name) => !besideFilters.includes(name) || (name === 'page' && !this.#isPaged()));
    this.#filters = new Map(names.map((name) => [name, this.#partsOf(name)]));
  }

  operations(): Operation[] {
    const word = this.#endpoint.path.split('/')[1] ?? '';
    const id = this.#values.ids[word];
    if (this.#endpoint.path.includes(':') && id === undefined) {
      this.lacking.add('its id');
      return [];
    }
    const address = this.#endpoint.path.replace(/:\w+/, id ?? '');
    const required = [...this.#filters].flatMap(([name, parts]) => (isOptional(this.#shape[name]) ? [] : parts.slice(0, 1)));
    return this.#ways().map((way): Operation => {
      const parts = [...required, ...way];
      const query = new URLSearchParams(parts.map(({ name, value }): [string, string] => [name, value])).toString();
      const caller = this.#caller === 'staff' ? ' as staff' : '';
      return {
        work: [`${this.#endpoint.path}${caller}`, ...parts.map(({ shown }) => shown)].join(', '),
        caller: this.#caller,
        path: query === '' ? address : `${address}?${query}`,
        kind: this.#endpoint.transfer === 'file' ? 'file' : parts.some(({ name }) => name === 'q') ? 'search' : 'read',
      };
    });
  }

  #ways(): Parts[] {
    if (this.#endpoint.transfer === 'file') {
      const scopes = this.#scopes(['module']);
      return this.#wordsOf('format').flatMap((format) => scopes.map((scope): Parts => [...scope, format]));
    }
    return [[], ...this.#pages([]), ...this.#filtered(), ...this.#sorted(), ...this.#searched()];
  }

  /** Each filter alone, over everything and in a module. */
  #filtered(): Parts[] {
    const optional = [...this.#filters].filter(([name]) => isOptional(this.#shape[name]));
    const scopes = this.#scopes(this.#caller === 'staff' ? [] : ['module']);
    return optional.flatMap(([name, parts]) =>
      parts.flatMap((part) => scopes.filter((scope) => scope.every((other) => other.name !== name)).map((scope) => [...scope, part])),
    );
  }

  /** Each order, over everything and in a module also far behind, and in one database or on one card. */
  #sorted(): Parts[] {
    const words = this.#wordsOf('sort');
    const wide = this.#scopes(this.#caller === 'staff' ? [] : ['module']);
    const narrow = this.#scopes(this.#caller === 'staff' ? ['batchId'] : ['databaseId']).slice(1);
    return words.flatMap((word) => [
      ...wide.flatMap((scope) => [[...scope, word], ...this.#pages([...scope, word])]),
      ...narrow.map((scope) => [...scope, word]),
    ]);
  }

  /** Each search, also where it looks only at a part, and by name, as the search of every page has it. */
  #searched(): Parts[] {
    if (this.#shape['q'] === undefined) return [];
    const scopes = this.#scopes(this.#caller === 'staff' ? ['batchId'] : ['module', 'databaseId', 'batchId', 'staffId']);
    const byName = this.#wordsOf('sort').filter(({ value }) => value === 'name');
    return this.#values.searches.flatMap(({ shown, text }) => {
      const search: Part = { name: 'q', value: text, shown: `q=${shown}` };
      return [...scopes.map((scope): Parts => [...scope, search]), ...byName.map((order): Parts => [search, order])];
    });
  }

  #pages(parts: Parts): Parts[] {
    return this.#isPaged() ? [[...parts, deepPage]] : [];
  }

  #isPaged(): boolean {
    return this.#shape['pageSize'] !== undefined;
  }

  /** Everything, and the first value of each of these filters that the list has. */
  #scopes(names: readonly string[]): Parts[] {
    return [[], ...names.flatMap((name) => (this.#filters.get(name)?.slice(0, 1) ?? []).map((part): Parts => [part]))];
  }

  #partsOf(name: string): Parts {
    const words = this.#wordsOf(name);
    if (words.length > 0) return words;
    const value = this.#values.filters[name];
    if (value !== undefined) return [{ name, value, shown: name }];
    this.lacking.add(name);
    return [];
  }

  #wordsOf(name: string): Parts {
    return wordsOf(this.#shape[name]).map((word) => ({ name, value: word, shown: `${name}=${word}` }));
  }
}

const isOptional = (type: z.core.$ZodType | undefined): boolean => type instanceof z.ZodOptional || type instanceof z.ZodDefault;

/** The words of a fixed list, `true` and `false` among them; none of what takes any text. */
function wordsOf(type: z.core.$ZodType | undefined): readonly string[] {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) return wordsOf(type.def.innerType);
  if (type instanceof z.ZodPipe) return wordsOf(type.def.in);
  return type instanceof z.ZodEnum ? type.options.map(String) : [];
}
