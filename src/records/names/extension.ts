/** The extension of a clip's own name, without the dot; `mp4` where it has none. */
export const extensionOf = (sourcePath: string): string => /\.([a-z0-9]{1,8})$/i.exec(sourcePath)?.[1] ?? 'mp4';
