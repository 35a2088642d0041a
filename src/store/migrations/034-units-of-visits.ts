/** Cameras that said, when they were docked, whose they are: what a unit recorded is looked for by them. */
export const UNITS_OF_VISITS = `
CREATE INDEX visits_by_unit ON visits (identity ->> '$.unitName', camera_id) WHERE camera_id IS NOT NULL;
`;
