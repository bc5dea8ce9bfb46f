import { expect, test } from 'vitest';
import { interpolation, meanWeights, nodesFor } from '../../src/model/chebyshev.ts';

test.each([1e-3, 1e-8, 1e-11])('e^(1.2x) at a few nodes, to %d', error => {
  const values = Float64Array.from({ length: 501 }, (_, i) => -1 + i / 250);
  const { nodes, weights } = interpolation(values, nodesFor(1.2, error));
  values.forEach((x, i) => {
    let sum = 0;
    nodes.forEach((node, k) => {
      sum += weights[k]![i]! * Math.exp(1.2 * node);
    });
    expect(Math.abs(sum - Math.exp(1.2 * x))).toBeLessThan(3 * error + 1e-13);
  });
});

test('weights of a value add up to 1, at a node too; one value needs one node', () => {
  const { nodes, weights } = interpolation(Float64Array.of(-1, 0, 0.3, 1), 3);
  for (let i = 0; i < 4; i++) expect(weights[0]![i]! + weights[1]![i]! + weights[2]![i]!).toBeCloseTo(1, 14);
  expect(nodes[1]).toBeCloseTo(0, 15);
  expect(interpolation(Float64Array.of(5, 5), 3)).toEqual({
    nodes: Float64Array.of(5),
    weights: [Float64Array.of(1, 1)],
  });
  const mean = meanWeights(weights);
  expect(mean[0]! + mean[1]! + mean[2]!).toBeCloseTo(1, 14);
});
