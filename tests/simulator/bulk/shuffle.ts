import { randomFrom } from "../faults/random.ts";

/** The numbers from 0 to `count` - 1 in an order that is the same for the same seed. */
export function shuffledNumbers(count: number, seed: number): Uint32Array {
  const numbers = Uint32Array.from({ length: count }, (_, index) => index);
  const random = randomFrom(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = moved;
  }
  return numbers;
}
