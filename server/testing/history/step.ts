import assert from 'node:assert/strict';
import fc, { type AsyncCommand } from 'fast-check';
import { findFaults } from '../find-faults.ts';
import { expectFigures } from './figures.ts';
import type { HistoryModel } from './model.ts';
import type { World } from './world.ts';

export type Step = AsyncCommand<HistoryModel, World>;

/** One act on database and model, after which every figure is compared. `data` is what a failure is told and repeated by. */
export function step<Data>(name: string, data: Data, act: (world: World, data: Data) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (_, world) => {
      await act(world, data);
      assert.deepEqual(await findFaults(world.database.db, world.productId), []);
      await expectFigures(world);
    },
    toString: () => `${name} ${JSON.stringify(data)}`,
  };
}

/** Any number, to pick something by: small ones are no more likely than others. */
export const anyNumber = fc.noBias(fc.nat(9_999));

export const someNumbers = (most: number): fc.Arbitrary<number[]> => fc.array(anyNumber, { minLength: 1, maxLength: most });

/** Now and then something is tried that the rules refuse. */
export const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
