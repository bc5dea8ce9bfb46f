/** Hours and healthy hours (hours ÷ M) of a group of files in each world. */
export interface GroupHours {
  readonly hours: Float64Array;
  readonly healthyHours: Float64Array;
}

/** A file of the group that the plan fixes; the same draws as those the group was summed from. */
export interface PlannedFile {
  /** H in each world. */
  readonly hours: Float64Array;
  /** M: complexity and fix burden together. */
  readonly factor: Float64Array;
  /** E: complexity alone. */
  readonly complexityFactor: Float64Array;
  /** e: part of the drag that the fix removes. */
  readonly effectiveness: Float64Array;
}

/** How much longer work takes there than in healthy code, M, in each world, today and once the plan is carried out. */
export interface StreamDrag {
  readonly now: Float64Array;
  readonly afterPlan: Float64Array;
}

/**
 * Extra time of one file after its fix. The speed 1/E moves towards the speed of healthy code by the part e; the fix
 * burden M/E stays, because no effect of a clean-up on bugs has been shown.
 */
export function factorAfterFix(factor: number, complexityFactor: number, effectiveness: number): number {
  const speed = 1 / complexityFactor;
  return factor / complexityFactor / (speed + effectiveness * (1 - speed));
}

/**
 * The effort-weighted harmonic mean of a group: hours ÷ hours that the same work would take in healthy code. A group
 * without hours has no drag: 1.
 */
export function streamDrag(group: GroupHours, planned: readonly PlannedFile[]): StreamDrag {
  const worlds = group.hours.length;
  const now = new Float64Array(worlds);
  const afterPlan = new Float64Array(worlds);
  for (let world = 0; world < worlds; world++) {
    const hours = group.hours[world]!;
    let healthy = group.healthyHours[world]!;
    now[world] = ratio(hours, healthy);
    for (const file of planned) {
      const factor = file.factor[world]!;
      const after = factorAfterFix(factor, file.complexityFactor[world]!, file.effectiveness[world]!);
      healthy += file.hours[world]! * (1 / after - 1 / factor);
    }
    afterPlan[world] = ratio(hours, healthy);
  }
  return { now, afterPlan };
}

const ratio = (hours: number, healthy: number): number => (hours > 0 && healthy > 0 ? hours / healthy : 1);
