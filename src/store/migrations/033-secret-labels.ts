/** Few labels are secret, and every question of who does not see all asks for each clip whether its is one of them. */
export const SECRET_LABELS = `
CREATE INDEX label_versions_secret ON label_versions (clip_id, version) WHERE secrecy <> '[]';
`;
