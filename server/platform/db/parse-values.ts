import pg from 'pg';

type Parse = (text: string) => unknown;

/** '2026-11-21 08:59:52.123456+00' → '2026-11-21T08:59:52.123456Z'; keeps microseconds, so that it can be compared in SQL again. */
function parseInstant(text: string): string {
  const instant = text.replace(' ', 'T');
  return instant.endsWith('+00') ? `${instant.slice(0, -3)}Z` : instant;
}

const asText: Parse = (text) => text;

const scalars = new Map<number, Parse>([
  [pg.types.builtins.INT8, asText],
  [pg.types.builtins.NUMERIC, asText],
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.TIMESTAMP, (text) => text.replace(' ', 'T')],
  [pg.types.builtins.TIMESTAMPTZ, parseInstant],
  [pg.types.builtins.INTERVAL, asText],
]);

/** The driver's own parser of a type; its typing knows no arrays and says any. */
const driverParser = pg.types.getTypeParser as (oid: number, format: 'text' | 'binary') => Parse;
const parseTextArray = driverParser(1009, 'text');

function parseInstants(text: string): unknown {
  const values = parseTextArray(text);
  return Array.isArray(values) ? (values as unknown[]).map((value) => (typeof value === 'string' ? parseInstant(value) : value)) : values;
}

/** Array type → parser, for the element types above (the numbers are object ids in pg_type). */
const arrays = new Map<number, Parse>([
  [1016, parseTextArray],
  [1231, parseTextArray],
  [1182, parseTextArray],
  [1185, parseInstants],
  [1187, parseTextArray],
]);

const parsers = new Map<number, Parse>([...scalars, ...arrays]);

/** Parsers that keep bigint, numeric, date and time values as strings: nothing is rounded or moved to another time zone. */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return driverParser(oid, 'binary');
    return parsers.get(oid) ?? driverParser(oid, 'text');
  },
};
