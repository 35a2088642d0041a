/** `[backup]` of the configuration: to whose recovery key the station's own backups are sealed, and how long they are locked. */
import { z } from 'zod';
import { readRecoveryPublic } from '../archive/backup/recovery-key.js';

export const backupSchema = z.strictObject({
  recovery_key: z
    .string()
    .default('')
    .refine(
      (text) => text === '' || readRecoveryPublic(text) !== null,
      'is no public recovery key, or was copied wrongly',
    ),
  days: z.int().min(1).max(36_500).default(180),
});

export const BACKUP_TEXT = `[backup]
# Public half of the bureau's recovery key (bwc recovery-key make): with it every sync takes a backup of this station's
# database, configuration and keys along, sealed so that only the other half opens it. Empty: none is made. 恢复公钥；为空则不备份
recovery_key = ""
# How many days a backup is locked at the archive. 备份锁定天数
days = 180
`;
