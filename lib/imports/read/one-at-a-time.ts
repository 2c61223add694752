let turn: Promise<unknown> = Promise.resolve();

/** Waits for those before it: files that people wait for are handled one at a time, which bounds the memory. */
export function oneAtATime<T>(run: () => Promise<T>): Promise<T> {
  const mine = turn.then(run);
  turn = mine.catch(() => {});
  return mine;
}
