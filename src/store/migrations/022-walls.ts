/** Sessions that became a wall: they show the dock and nothing else, and do not end by standing there. */
export const WALLS = `
ALTER TABLE sessions ADD COLUMN wall_at TEXT; -- null: somebody is at it
`;
