/** What the camera's family writes into a container's creation time. */
export const MEDIA_CLOCK = `
ALTER TABLE visits ADD COLUMN media_clock TEXT;  -- local, utc, or null where the camera's profile does not say
`;
