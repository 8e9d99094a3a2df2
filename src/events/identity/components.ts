/** Groups of ids that edges join, directly or through others; edges to ids outside are left out. */
export function components(
  ids: readonly string[],
  edges: readonly (readonly [string, string])[],
): string[][] {
  const leader = new Map(ids.map((id) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) {
      leader.set(at, leader.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const [a, b] of edges) if (leader.has(a) && leader.has(b)) leader.set(find(a), find(b));
  return [...Map.groupBy(ids, find).values()];
}
