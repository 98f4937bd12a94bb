import type pg from 'pg';

/** The collation by which texts that people wrote are ordered (migration 0018), where it is of another version of ICU than the server's. */
const outdated = `
  from pg_collation where collname = 'alphabetical' and pg_collation_is_visible(pg_collation.oid)
    and collversion is distinct from pg_collation_actual_version(pg_collation.oid)`;

/**
 * Makes the indexes of people's texts anew where the server has come to another version of ICU, whose letters may follow each other
 * in another order than the one the indexes were made in: a list read by such an index would leave things out. Answers their names.
 */
export async function renewOrder(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select distinct dependent.objid::regclass::text as name
    from pg_depend dependent join pg_index on pg_index.indexrelid = dependent.objid
    where dependent.classid = 'pg_class'::regclass and dependent.refclassid = 'pg_collation'::regclass
      and dependent.refobjid in (select pg_collation.oid ${outdated})
    order by name`);
  const stale = await client.query(`select ${outdated}`);
  if (stale.rowCount === 0) return [];
  await client.query('begin');
  try {
    for (const { name } of rows) await client.query(`reindex index ${name}`);
    await client.query('alter collation alphabetical refresh version');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return rows.map(({ name }) => name);
}
