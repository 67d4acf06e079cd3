import { expect, test } from 'vitest';
import { drawPlan, faultTargets, operationKinds } from './draw-plan.ts';

const options = { seed: 7, operations: 1000, clients: 8 };

test('the same seed draws the same plan, another one another', () => {
  const plan = drawPlan(options);
  expect(drawPlan(options)).toEqual(plan);
  expect(drawPlan({ ...options, seed: 8 }).clients).not.toEqual(plan.clients);
  expect(drawPlan({ ...options, seed: 8 }).faults).not.toEqual(plan.faults);
});

test('a plan has as many operations as were asked for, of every kind, spread over the clients', () => {
  const { clients } = drawPlan({ ...options, operations: 1003 });
  expect(clients.map((operations) => operations.length)).toEqual([126, 126, 126, 125, 125, 125, 125, 125]);
  const drawn = new Set(clients.flat().map(({ kind }) => kind));
  expect([...drawn].sort()).toEqual([...operationKinds].sort());
  expect(clients.flat().filter(({ isPatient }) => !isPatient).length).toBeGreaterThan(50);
});

test('everything is killed, again and again, before the last operation', () => {
  const { faults } = drawPlan(options);
  expect(faults.length).toBeGreaterThan(10);
  expect(new Set(faults.map(({ target }) => target))).toEqual(new Set(faultTargets));
  const times = faults.map(({ afterOperations }) => afterOperations);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.at(-1)).toBeLessThan(1000);
});
