/** Cameras given out and taken back, consents to later uploads, explanations of interruptions. */
import type { ErrorCode } from '../../domain/errors.js';
import { UNTOUCHED, text, type ErrorText } from './error-text.js';

export const DUTY_ERRORS = {
  'bwc.camera.state': text(
    '按台账，执法记录仪此时不能这样登记。',
    'By the ledger the camera cannot do this now.',
    UNTOUCHED,
    '用 bwc camera show 查看台账；先补登缺少的一步（归还、找回、修复）。',
    'Look at the ledger with bwc camera show, and enter the step that is missing first (return, found, repaired).',
  ),
  'bwc.camera.serial_taken': text(
    '已有这个编号的设备。',
    'There is a camera with this serial already.',
    UNTOUCHED,
    '在设备表中查找该编号，需要时修改其登记。',
    'Look for the serial in the table of cameras, and change what is on record of it.',
  ),
  'bwc.camera.ambiguous': text(
    '有几台执法记录仪使用同一编号。',
    'Several cameras have this serial.',
    UNTOUCHED,
    '改用 bwc cameras 所列的 cam_ 编号。',
    'Name the camera by its id (cam_…), as bwc cameras lists them.',
  ),
  'bwc.camera.not_fit': text(
    '执法记录仪未通过使用前检查，没有发放。',
    'The camera did not pass the check before use and was not issued.',
    {
      zh: '现有资料不受影响；但用它拍摄的资料，时间可能不准或不完整。',
      en: 'No evidence is affected; but what it would record might carry a wrong time or end too soon.',
    },
    '充电、清理存储、校准时钟，或换一台；仪器读不出的项目由人查看后用 --looked 登记；确需带出的，用 --despite 写明理由。',
    'Charge it, make room, set its clock, or take another; what cannot be read is looked at and entered with --looked; if it has to go out all the same, say why with --despite.',
  ),
  'bwc.deadline.no_exception': text(
    '现行规定没有这样的例外。',
    'The rulebook has no such exception.',
    UNTOUCHED,
    '用 bwc rules explain deadlines.upload.exceptions 查看规定的例外、情形和批准人。',
    'See the exceptions, their reasons and who consents with bwc rules explain deadlines.upload.exceptions.',
  ),
  'bwc.interruption.rejected': text(
    '该说明不能作为这次中断的说明。',
    'This does not explain the interruption.',
    UNTOUCHED,
    '语音说明应指向恢复拍摄后的文件和其中的时刻；其他说明应写明日志、报告或书面说明的编号。',
    'A spoken explanation names a clip recorded after the interruption and a moment in it; any other the number of the log entry, report or statement.',
  ),
} satisfies Partial<Record<ErrorCode, ErrorText>>;
