/** What somebody put on record that holds no clip yet is found without looking through everything. */
export const LISTS = `
CREATE INDEX activities_begun ON activity_versions ("by", activity_id) WHERE version = 1;
CREATE INDEX cases_opened ON case_versions ("by", case_id) WHERE version = 1;
CREATE INDEX holds_placed ON holds (placed_by, id);
CREATE INDEX disposals_proposed ON disposal_proposals ("by", id);
`;
