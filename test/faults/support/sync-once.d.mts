export declare function syncOnce(data: string, path: string, archiveId: string): Promise<string[]>;
