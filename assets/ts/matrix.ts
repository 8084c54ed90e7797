// One tab stop for a matrix of thousands of cells; arrows, Home and End walk in it.
export function walkMatrix(table: HTMLTableElement): void {
  const rows = Array.from(table.tBodies)
    .flatMap((body) => Array.from(body.rows))
    .map((row) => Array.from(row.querySelectorAll<HTMLAnchorElement>('a.s')))
    .filter((row) => row.length > 0);
  if (rows.length === 0) return;

  rows.forEach((row) => row.forEach((cell) => (cell.tabIndex = -1)));
  rows[0][0].tabIndex = 0;

  table.addEventListener('keydown', (event) => {
    const at = rows.findIndex((row) => row.includes(event.target as HTMLAnchorElement));
    if (at < 0) return;
    const column = rows[at].indexOf(event.target as HTMLAnchorElement);
    const last = rows[at].length - 1;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [at - 1, column],
      ArrowDown: [at + 1, column],
      ArrowLeft: [at, column - 1],
      ArrowRight: [at, column + 1],
      Home: event.ctrlKey ? [0, 0] : [at, 0],
      End: event.ctrlKey ? [rows.length - 1, last] : [at, last],
      PageUp: [Math.max(0, at - 10), column],
      PageDown: [Math.min(rows.length - 1, at + 10), column],
    };
    const move = moves[event.key];
    const next = move && rows[move[0]]?.[move[1]];
    if (!next) return;
    event.preventDefault();
    (event.target as HTMLAnchorElement).tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
